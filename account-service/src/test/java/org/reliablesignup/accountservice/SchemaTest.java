package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.reliablesignup.outbox.Outbox;
import org.springframework.core.io.ClassPathResource;

class SchemaTest {

    @Test
    void hasTheTablesThatTheOutboxAsksFor() throws IOException {
        String wanted = new ClassPathResource("schema.sql", Outbox.class).getContentAsString(UTF_8);
        String ours = new ClassPathResource("db/migration/account/V2__create_outbox.sql").getContentAsString(UTF_8);

        assertThat(ours).contains(wanted.substring(wanted.indexOf("-- One row per event")));
    }
}
