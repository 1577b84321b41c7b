package org.reliablesignup.emailservice.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reliablesignup.emailservice.smtp.SendResult.Accepted;

/** Another implementation than the one that signs, Apache James jDKIM, judges what went over the wire. */
class DkimSignatureTest {

    private static final KeyPair KEY = rsa(2048);

    private final MailWire wire = new MailWire(new DkimSettings("signup.test", "s2026", pem(KEY)));

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, Ada, text",
        "ada@bücher.example, 'Zoë, \"Ångström\" 🦉', Grüße 🦉",
        "zoë@example.com, Zoë, Grüße",
        "ada@example.com, Ada, '.\r\n..\r\nx  y \t\r\n\r\n\r\n'",
        "ada@example.com, Ada, '.\n..\nx  y \t\n\n-- \n'"
    })
    void aSignedMailArrivesAsItWasSigned(String recipient, String name, String text) throws Exception {
        wire.offer("SMTPUTF8");

        assertThat(wire.send(mail(recipient, name, text))).isInstanceOf(Accepted.class);

        List<SignatureRecord> signatures = verify(wire.received());
        assertThat(signatures).singleElement().satisfies(signature -> {
            assertThat(signature.getDToken()).hasToString("signup.test");
            assertThat(signature.getSelector()).hasToString("s2026");
            assertThat(signature.getHashAlgo()).hasToString("sha-256");
            assertThat(signature.getHeaderCanonicalisationMethod()).isEqualTo("relaxed");
            assertThat(signature.getBodyCanonicalisationMethod()).isEqualTo("relaxed");
            assertThat(signature.getHeaders())
                    .extracting(CharSequence::toString)
                    .contains("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type");
        });
    }

    @ParameterizedTest
    @CsvSource({"text/plain, text/plein", "Subject: Hello, Subject: Hullo", "To: Ada, To: Eve", "a word, a ward"})
    void aMailThatWasChangedOnItsWayIsNotTheSigned(String original, String changed) {
        wire.send(mail("ada@example.com", "Ada", "a word"));
        String received = wire.received();
        assertThat(received).contains(original);

        assertThatThrownBy(() -> verify(received.replace(original, changed))).isInstanceOf(FailException.class);
    }

    @Test
    void nothingIsSignedWithoutSettings() {
        try (MailWire plain = new MailWire(DkimSettings.NONE)) {
            plain.send("ada@example.com", "Ada");

            assertThat(plain.header("DKIM-Signature")).isEmpty();
        }
    }

    @Test
    void takesAKeyThatLostItsLines() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(KEY.getPrivate().getEncoded());

        assertThat(DkimKey.read(base64)).isEqualTo(KEY.getPrivate());
        assertThat(DkimKey.read(pem(KEY))).isEqualTo(KEY.getPrivate());
        assertThat(DkimKey.read(pem(KEY).replace("\n", "\\n"))).isEqualTo(KEY.getPrivate());
    }

    private static List<SignatureRecord> verify(String mail) throws Exception {
        String record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded());
        return new DKIMVerifier((methods, selector, domain) -> List.of(record))
                .verify(new ByteArrayInputStream(mail.getBytes(UTF_8)));
    }

    private static OutgoingMail mail(String recipient, String name, String text) {
        return new OutgoingMail(UUID.randomUUID(), recipient, name, "Hello", text, "<p>" + text + "</p>", "en");
    }

    static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
