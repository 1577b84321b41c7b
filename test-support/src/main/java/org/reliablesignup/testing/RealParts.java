package org.reliablesignup.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the test's application context a Kafka broker and an empty database that nobody else uses, by setting {@code
 * spring.kafka.bootstrap-servers} and {@code spring.datasource.*}, and a mail server where it asks for one. All go when the
 * context closes.
 *
 * <p>They are embedded; with {@code -Pcontainers} Kafka, PostgreSQL and the mail server are containers.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealParts {

    /** Which database. */
    Database value();

    /** Whether there is a broker; without one the bootstrap servers point to where nothing listens. */
    boolean broker() default true;

    /** Whether there is a mail server, {@code spring.mail.*}; then the context has a {@link TestInbox}. */
    boolean inbox() default false;

    /** The databases that every service runs on. */
    enum Database {
        H2,
        POSTGRESQL
    }
}
