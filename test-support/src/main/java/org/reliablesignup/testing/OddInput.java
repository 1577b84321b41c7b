package org.reliablesignup.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of what somebody careless, curious or hostile sends: each run of it is a line in the table under
 * {@code target/odd-input}. What was sent is the run's display name; what came of it is told to the {@link Answered}
 * that the test asks for as a parameter, or stands here.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OddInputTable.class)
public @interface OddInput {

    /** The part of the table, such as {@code address}. */
    String value();

    /** What comes of it, where that is the same for every run: what the test asserts, in a few words. */
    String answer() default "";
}
