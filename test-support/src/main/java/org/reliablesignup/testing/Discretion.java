package org.reliablesignup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;

/** What every answer must tell a browser, and must not tell anybody. */
public final class Discretion {

    private static final Map<String, Pattern> REQUIRED = Map.of(
            "X-Content-Type-Options", Pattern.compile("nosniff"),
            "X-Frame-Options", Pattern.compile("DENY"),
            "Referrer-Policy", Pattern.compile("no-referrer"),
            "Cache-Control", Pattern.compile("no-store"),
            "Content-Security-Policy", Pattern.compile("default-src 'none'; .*frame-ancestors 'none'.*"));

    private static final Pattern INSIDES = Pattern.compile(
            "exception|stack|\\bat"
                    + " [\\w.$]+\\(|(org|com|java|jakarta|tools)\\.[a-z]+\\.|tomcat|apache|spring|whitelabel",
            Pattern.CASE_INSENSITIVE);

    private Discretion() {}

    /** Fails if a header is missing, twice there or too lenient, or if anything tells what we are made of. */
    public static void assertDiscreet(RawAnswer answer) {
        REQUIRED.forEach((name, value) -> assertThat(answer.values(name))
                .as("%s of %s", name, answer)
                .hasSize(1)
                .allMatch(found -> value.matcher(found).matches()));
        for (String name : new String[] {"Server", "X-Powered-By", "X-Application-Context", "Set-Cookie"}) {
            assertThat(answer.values(name)).as("%s of %s", name, answer).isEmpty();
        }
        assertThat(answer.body()).doesNotContainPattern(INSIDES);
    }
}
