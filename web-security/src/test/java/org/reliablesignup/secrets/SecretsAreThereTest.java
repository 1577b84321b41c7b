package org.reliablesignup.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class SecretsAreThereTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --spring.datasource.url=jdbc:postgresql://db/accounts            | SPRING_DATASOURCE_PASSWORD
        --spring.mail.username=mailer                                    | SPRING_MAIL_PASSWORD
        --spring.kafka.properties.security.protocol=SASL_SSL             | SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
        --spring.kafka.properties[security.protocol]=sasl_ssl            | SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
        --spring.datasource.url=jdbc:postgresql://db/a?password=         | SPRING_DATASOURCE_PASSWORD
        --spring.kafka.security.protocol=SASL_PLAINTEXT                  | SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
        """)
    void stopsTheStartAndSaysInASentenceWhatToSet(String setting, String variable, CapturedOutput output) {
        assertThatExceptionOfType(MissingSecretException.class).isThrownBy(() -> start(setting));

        assertThat(output).contains("APPLICATION FAILED TO START").contains("set it in the environment as " + variable);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --spring.datasource.url=jdbc:postgresql://db/accounts            | --spring.datasource.password=x
        --spring.datasource.url=jdbc:postgresql://db/a?user=a&password=x | --spring.datasource.password=
        --spring.datasource.url=jdbc:postgresql://db/a?sslcert=a.crt     | --spring.datasource.password=
        --spring.datasource.url=jdbc:postgresql://db/a                   | --spring.datasource.hikari.password=x
        --spring.kafka.properties.security.protocol=SASL_SSL             | --spring.kafka.properties[sasl.jaas.config]=x
        --spring.datasource.url=jdbc:h2:mem:accounts                     | --spring.datasource.password=
        --spring.mail.username=                                          | --spring.mail.password=
        --spring.mail.username=mailer                                    | --spring.mail.password=x
        --spring.kafka.properties.security.protocol=SSL                  | --spring.mail.password=
        --spring.kafka.properties.security.protocol=SASL_SSL             | --spring.kafka.properties.sasl.jaas.config=x
        --spring.kafka.properties.security.protocol=SASL_SSL             | --spring.kafka.jaas.enabled=true
        """)
    void asksForNothingThatIsNotNeeded(String setting, String secret) {
        start(setting, secret);
    }

    private static void start(String... settings) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(settings).close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
