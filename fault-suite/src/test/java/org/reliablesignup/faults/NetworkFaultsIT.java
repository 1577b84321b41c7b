package org.reliablesignup.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.faults.FaultyLink.Weather;

/** Every link, in every weather. */
@Tag(Faults.LONG)
class NetworkFaultsIT extends Faults {

    private static final Duration A_WHILE = Duration.ofSeconds(5);

    NetworkFaultsIT() {
        super(1, 1);
    }

    /** Between whom. */
    enum Link {
        SERVICES_TO_BROKER,
        ACCOUNT_SERVICE_TO_DATABASE,
        EMAIL_SERVICE_TO_DATABASE,
        EMAIL_SERVICE_TO_MAIL_SERVER;

        private FaultyLink in(Bed bed) {
            return switch (this) {
                case SERVICES_TO_BROKER -> bed.brokers.brokers().getFirst().link();
                case ACCOUNT_SERVICE_TO_DATABASE -> bed.accountStore.link();
                case EMAIL_SERVICE_TO_DATABASE -> bed.emailStore.link();
                case EMAIL_SERVICE_TO_MAIL_SERVER -> bed.mailLink;
            };
        }
    }

    static Stream<Arguments> everyLinkInEveryWeather() {
        return Stream.of(Link.values())
                .flatMap(link -> List.of(
                        Arguments.of(link, "cut", Weather.CUT),
                        Arguments.of(link, "requests vanish", Weather.SWALLOWS_REQUESTS),
                        Arguments.of(link, "replies vanish", Weather.SWALLOWS_REPLIES),
                        Arguments.of(link, "200 ms each way", Weather.latency(Duration.ofMillis(200))),
                        Arguments.of(link, "20 kB a second", Weather.bytesPerSecond(20_000)))
                        .stream());
    }

    @ParameterizedTest
    @MethodSource("everyLinkInEveryWeather")
    void survives(Link link, String name, Weather weather) throws Exception {
        survives("%s: %s".formatted(words(link), name), bed -> {
            link.in(bed).become(weather);
            bed.last(A_WHILE);
            link.in(bed).heal();
        });
    }
}
