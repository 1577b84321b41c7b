package org.reliablesignup.accountservice.mailstatus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reliablesignup.accountservice.mailstatus.MailStatus.State;
import org.reliablesignup.events.ConfirmationMailQueued;
import org.reliablesignup.events.ConfirmationMailRejected;
import org.reliablesignup.events.ConfirmationMailSent;
import org.reliablesignup.events.MailEvent;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

abstract class MailStatusesContract {

    private static final Instant SENT_AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant ASKED_AT = Instant.parse("2026-01-02T04:04:05Z");

    private final TestDatabase database;
    private final MailStatuses statuses;
    private final UUID account = UUID.randomUUID();
    private final UUID first = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private final UUID second = UUID.fromString("01890a5e-ac96-774b-bcce-b302099a8057");

    MailStatusesContract(Database kind) {
        database = TestDatabase.create(kind);
        DriverManagerDataSource source =
                new DriverManagerDataSource(database.url(), database.username(), database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/account")
                .load()
                .migrate();
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql("insert into account (id, owner_name, email, locale, status, created_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        account,
                        "Ada",
                        "ada@example.com",
                        "en",
                        "PENDING_CONFIRMATION",
                        ASKED_AT.atOffset(ZoneOffset.UTC))
                .update();
        statuses = new MailStatuses(jdbc);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void saysQueuedWhereNothingWasHeard() {
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, null));
    }

    @Test
    void keepsTheReportOfAnEarlierMailFromTheMailThatIsExpected() {
        statuses.heard(sent(first));

        statuses.expect(account, second, ASKED_AT);
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, ASKED_AT));
        statuses.heard(sent(first));
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, ASKED_AT));
        statuses.heard(rejected(second));
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.REJECTED, SENT_AT));
        statuses.heard(sent(first));
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.REJECTED, SENT_AT));
    }

    @Test
    void keepsTheReportOfAnEarlierMailThatNothingWasHeardOfBefore() {
        statuses.expect(account, second, ASKED_AT);

        statuses.heard(sent(first));

        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, ASKED_AT));
    }

    /** Ids tell the time of the clock that made them, and that may be wrong. */
    @Test
    void goesByTheOrderOfTheWishesAndNotOfTheIds() {
        statuses.expect(account, second, ASKED_AT);
        statuses.expect(account, first, ASKED_AT);

        statuses.heard(rejected(second));
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, ASKED_AT));
        statuses.heard(sent(first));
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.SENT, SENT_AT));
    }

    @Test
    void keepsNothingAboutAnAccountThatIsGone() {
        UUID gone = UUID.randomUUID();

        statuses.heard(new ConfirmationMailSent(UUID.randomUUID(), gone, SENT_AT, first, null));

        assertThat(statuses.of(gone)).isEqualTo(new MailStatus(State.QUEUED, null));
    }

    @Test
    void learnsNothingFromAMailThatIsQueued() {
        MailEvent queued = new ConfirmationMailQueued(UUID.randomUUID(), account, SENT_AT.plusSeconds(1), first, "x");

        statuses.heard(queued);
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.QUEUED, null));
        statuses.heard(sent(first));
        statuses.heard(queued);
        assertThat(statuses.of(account)).isEqualTo(new MailStatus(State.SENT, SENT_AT));
    }

    private MailEvent sent(UUID mail) {
        return new ConfirmationMailSent(UUID.randomUUID(), account, SENT_AT, mail, null);
    }

    private MailEvent rejected(UUID mail) {
        return new ConfirmationMailRejected(UUID.randomUUID(), account, SENT_AT, mail, null);
    }
}
