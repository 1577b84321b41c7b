package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reliablesignup.events.AccountConfirmed;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "welcome-mail.enabled=false"})
class WithoutWelcomeMailIT {

    @Autowired
    private AccountNotifications notifications;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anAccountConfirmedAsksForNoMail() {
        AccountConfirmed confirmed = new AccountConfirmed(
                UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH, "Ada", "ada@example.com", "en");

        Integer orders = transaction.execute(status -> notifications.on(List.of(new Notice(confirmed, null))));

        assertThat(orders).isZero();
        assertThat(jdbc.sql("select count(*) from mail_job")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
