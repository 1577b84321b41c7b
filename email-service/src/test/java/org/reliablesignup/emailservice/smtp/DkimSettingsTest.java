package org.reliablesignup.emailservice.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

class DkimSettingsTest {

    private static final String KEY = DkimSignatureTest.pem(DkimSignatureTest.rsa(2048));

    private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void mayBeLeftOut() {
        start.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void areTakenTogether() {
        start.withPropertyValues("dkim.domain=signup.test", "dkim.selector=s2026", "dkim.private-key=" + KEY)
                .run(context -> assertThat(context.getBean(DkimSettings.class).selector())
                        .isEqualTo("s2026"));
    }

    @ParameterizedTest
    @CsvSource({"domain, signup.test", "selector, s2026"})
    void stopTheStartAlone(String name, String value) {
        start.withPropertyValues("dkim." + name + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("belong together: set all three or none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
                "short",
                "ed25519"
            })
    void stopTheStartWithABadKey(String kind) throws Exception {
        String key = switch (kind) {
            case "short" -> DkimSignatureTest.pem(DkimSignatureTest.rsa(1024));
            case "ed25519" -> DkimSignatureTest.pem(ed25519());
            default -> kind;
        };

        start.withPropertyValues("dkim.domain=signup.test", "dkim.selector=s2026", "dkim.private-key=" + key)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("must be an RSA key of at least 2048 bits"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void tellThePersonWhoStartsItInASentenceAndNeverTheKey(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Settings.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        try {
            application.run(
                    "--dkim.domain=signup.test", "--dkim.selector=s2026", "--dkim.private-key=secret-but-no-key");
        } catch (RuntimeException e) {
            assertThat(e).isNotNull();
        }

        assertThat(output)
                .contains("dkim.private-key must be an RSA key of at least 2048 bits in PKCS#8")
                .doesNotContain("secret-but-no-key")
                .doesNotContain("\tat ");
    }

    private static KeyPair ed25519() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DkimSettings.class)
    static class Settings {}
}
