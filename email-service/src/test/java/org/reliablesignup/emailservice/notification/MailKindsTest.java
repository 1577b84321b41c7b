package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.emailservice.delivery.ComposedMail;
import org.reliablesignup.emailservice.delivery.MailOrder;
import org.reliablesignup.emailservice.delivery.MailOutcomes.Concluded;

class MailKindsTest {

    private final Templates templates = new Templates(Brands.OURS, null);
    private final WelcomeMail welcome = new WelcomeMail(templates);

    @Test
    void takesWhatCanBeWritten() {
        MailKinds kinds = new MailKinds(List.of(welcome), templates.languages());

        assertThat(kinds.compose(order(WelcomeMail.KIND)).subject()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unwritten", "wordless", "broken"})
    void refusesAtTheStartWhatCannotBeWritten(String folder) {
        assertThatThrownBy(() -> new MailKinds(List.of(welcome, new Written(folder)), templates.languages()))
                .hasMessage("mails of kind " + folder + " cannot be written in en")
                .hasStackTraceContaining(folder + "/subject.txt");
    }

    @Test
    void refusesAKindThatItDoesNotKnow() {
        MailKinds kinds = new MailKinds(List.of(welcome), templates.languages());

        assertThatThrownBy(() -> kinds.compose(order("farewell"))).hasMessageContaining("farewell");
    }

    private static MailOrder order(String kind) {
        return new MailOrder(
                UUID.randomUUID(), UUID.randomUUID(), kind, "ada@example.com", "Ada", "en", Instant.EPOCH, null);
    }

    /** Has the templates of its name. */
    private final class Written implements MailKind {

        private final String name;

        Written(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ComposedMail compose(MailOrder mail) {
            return templates.write(name, null, Locale.forLanguageTag(mail.locale()), Map.of());
        }

        @Override
        public void queued(List<MailOrder> mails) {
            throw new AssertionError("nothing was queued");
        }

        @Override
        public void concluded(List<Concluded> mails) {
            throw new AssertionError("nothing was concluded");
        }
    }
}
