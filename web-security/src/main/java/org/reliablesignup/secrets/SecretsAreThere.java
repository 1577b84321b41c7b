package org.reliablesignup.secrets;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Stops the start of a service that is told to log in somewhere, and not with what. Without this it would start, or fail in
 * the words of some driver, and stand there without its database, its broker or its mail server.
 */
final class SecretsAreThere implements ApplicationListener<ApplicationContextInitializedEvent> {

    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String MAIL_PASSWORD = "spring.mail.password";
    private static final String KAFKA_LOGIN = "spring.kafka.properties.sasl.jaas.config";
    private static final String MAIL_SENDER = "org.springframework.mail.javamail.JavaMailSender";

    /** A password in the URL itself, or a login that needs none. */
    private static final Pattern HAS_A_LOGIN = Pattern.compile(
            "[?&](password=[^&]|(sslcert|sslkey|passfile|authenticationPluginClassName|socketFactory|gssEncMode)=)");

    private static final Bindable<Map<String, String>> PROPERTIES = Bindable.mapOf(String.class, String.class);

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        Environment settings = event.getApplicationContext().getEnvironment();
        String database = settings.getProperty("spring.datasource.url", "");
        if (database.startsWith("jdbc:postgresql:")
                && !HAS_A_LOGIN.matcher(database).find()
                && !isSet(settings, "spring.datasource.hikari.password")) {
            require(settings, DATABASE_PASSWORD, "spring.datasource.url names a PostgreSQL");
        }
        if (isSet(settings, "spring.mail.username") && ClassUtils.isPresent(MAIL_SENDER, null)) {
            require(settings, MAIL_PASSWORD, "spring.mail.username is set");
        }
        requireLoginToKafka(settings);
    }

    private static void requireLoginToKafka(Environment settings) {
        // As Spring Boot reads them, which takes dots in a name with brackets and without.
        Map<String, String> kafka =
                Binder.get(settings).bind("spring.kafka.properties", PROPERTIES).orElse(Map.of());
        String protocol =
                settings.getProperty("spring.kafka.security.protocol", kafka.getOrDefault("security.protocol", ""));
        boolean hasLogin = StringUtils.hasText(kafka.get("sasl.jaas.config"))
                || settings.getProperty("spring.kafka.jaas.enabled", boolean.class, false)
                || StringUtils.hasText(System.getProperty("java.security.auth.login.config"))
                || eachClientHasALogin(settings);
        if (protocol.toUpperCase(Locale.ROOT).startsWith("SASL_") && !hasLogin) {
            throw new MissingSecretException(KAFKA_LOGIN, "Kafka's security.protocol is " + protocol);
        }
    }

    private static boolean eachClientHasALogin(Environment settings) {
        return Stream.of("producer", "consumer", "admin")
                .allMatch(client -> StringUtils.hasText(Binder.get(settings)
                        .bind("spring.kafka." + client + ".properties", PROPERTIES)
                        .orElse(Map.of())
                        .get("sasl.jaas.config")));
    }

    private static boolean isSet(Environment settings, String property) {
        return StringUtils.hasText(settings.getProperty(property));
    }

    private static void require(Environment settings, String property, String reason) {
        if (!isSet(settings, property)) {
            throw new MissingSecretException(property, reason);
        }
    }
}
