package org.reliablesignup.secrets;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Stops the start of a service that is told to log in somewhere, and not with what. Without this it would start, or fail in
 * the words of some driver, and stand there without its database, its broker or its mail server.
 */
final class SecretsAreThere implements ApplicationListener<ApplicationContextInitializedEvent> {

    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String MAIL_PASSWORD = "spring.mail.password";
    private static final String KAFKA_LOGIN = "spring.kafka.properties.sasl.jaas.config";

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        Environment settings = event.getApplicationContext().getEnvironment();
        String database = settings.getProperty("spring.datasource.url", "");
        if (database.startsWith("jdbc:postgresql:") && !database.contains("password=")) {
            require(settings, DATABASE_PASSWORD, "spring.datasource.url names a PostgreSQL");
        }
        if (StringUtils.hasText(settings.getProperty("spring.mail.username"))) {
            require(settings, MAIL_PASSWORD, "spring.mail.username is set");
        }
        if (kafkaProtocol(settings).startsWith("SASL_") && !hasLoginOfItsOwn(settings)) {
            require(settings, KAFKA_LOGIN, "Kafka's security.protocol is " + kafkaProtocol(settings));
        }
    }

    private static String kafkaProtocol(Environment settings) {
        return settings.getProperty(
                "spring.kafka.security.protocol",
                settings.getProperty("spring.kafka.properties.security.protocol", ""));
    }

    /** By a file of its own, the way of Java. */
    private static boolean hasLoginOfItsOwn(Environment settings) {
        return settings.getProperty("spring.kafka.jaas.enabled", boolean.class, false)
                || StringUtils.hasText(System.getProperty("java.security.auth.login.config"));
    }

    private static void require(Environment settings, String property, String reason) {
        if (!StringUtils.hasText(settings.getProperty(property))) {
            throw new MissingSecretException(property, reason);
        }
    }
}
