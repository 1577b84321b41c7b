package org.reliablesignup.faults;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reliablesignup.testing.process.Service;

/** {@code kill -9} again and again, whenever it pleases. */
@Tag(Faults.LONG)
class RandomKillsIT extends Faults {

    private static final int KILLS = Integer.getInteger("faults.kills", 2);

    RandomKillsIT() {
        super(1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void losesNothing(Service.Kind kind) throws Exception {
        survives("kill -9 %s, %d times".formatted(words(kind), KILLS), bed -> {
            Service service = (kind == Service.Kind.ACCOUNT ? bed.accountServices : bed.emailServices).getFirst();
            for (int i = 0; i < KILLS; i++) {
                bed.last(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 1_500)));
                service.process().kill();
                service.start().awaitReady();
            }
        });
    }
}
