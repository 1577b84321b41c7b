package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.testing.process.JavaProcess;

class ClockAgentTest {

    /** Tells the time, by each way that there is. */
    static final class Watch {

        public static void main(String[] args) {
            System.out.println(Instant.now().toEpochMilli());
            System.out.println(Clock.systemUTC().instant().toEpochMilli());
            System.out.println(Clock.systemUTC().millis());
            System.out.println(new Date().getTime());
            System.out.println(System.currentTimeMillis());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void shiftsTheTimeThatAProcessIsTold(Duration shift, @TempDir Path folder) throws Exception {
        Path told = folder.resolve("told");
        Instant before = Instant.now().minusMillis(1);
        JavaProcess process = JavaProcess.start(
                List.of("-javaagent:" + AgentJar.of(ClockAgent.class, folder) + "=" + shift),
                System.getProperty("java.class.path"),
                Watch.class.getName(),
                List.of(),
                told);

        assertThat(process.awaitExit()).isZero();
        assertThat(Files.readAllLines(told))
                .hasSize(5)
                .allSatisfy(millis -> assertThat(Instant.ofEpochMilli(Long.parseLong(millis)))
                        .isBetween(before.plus(shift), Instant.now().plus(shift)));
    }
}
