package org.reliablesignup.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SupervisorIT {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void startsAServiceAgainWhenItWasKilledAndSaysSo() throws Exception {
        try (Supervisor supervisor = supervise(StandIn.spec("stand-in", folder))) {
            supervisor.awaitReady();
            long first = supervisor.pid("stand-in").orElseThrow();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 3);
            long second = supervisor.pid("stand-in").orElseThrow();
            assertThat(second).isNotEqualTo(first);
            assertThat(told.get(0)).matches("stand-in is ready after [\\d.]+ s, pid " + first);
            assertThat(told.get(1))
                    .startsWith("stand-in (pid %d) died with exit code 137 and is started again".formatted(first))
                    .endsWith(folder.resolve("stand-in.log").toString());
            assertThat(told.get(2)).endsWith("pid " + second);
        }
    }

    @Test
    void endsAllServicesAndStartsNoneAgainWhenItIsClosed() throws Exception {
        Supervisor supervisor = supervise(StandIn.spec("one", folder), StandIn.spec("other", folder));
        supervisor.awaitReady();
        ProcessHandle one = process(supervisor, "one");
        ProcessHandle other = process(supervisor, "other");

        supervisor.close();

        assertThat(one.isAlive()).isFalse();
        assertThat(other.isAlive()).isFalse();
        assertThat(told).hasSize(2).allMatch(line -> line.contains("is ready"));
    }

    @Test
    void keepsTryingWhenAServiceDiesAtOnceWithItsWordsInTheLog() throws Exception {
        try (Supervisor _ = supervise(StandIn.specOfOneThatDies("stand-in", folder))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 2);

            assertThat(told).allMatch(line -> line.contains("died with exit code 3"));
            assertThat(Files.readString(folder.resolve("stand-in.log"))).contains("stand-in starts");
        }
    }

    @Test
    void keepsTryingWhenAServiceCannotBeStarted() throws Exception {
        Path logs = folder.resolve("logs");
        Files.createFile(logs);
        try (Supervisor supervisor = supervise(StandIn.spec("stand-in", folder, logs))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
            assertThat(told.getFirst()).startsWith("stand-in cannot be started now");

            Files.delete(logs);

            supervisor.awaitReady();
        }
    }

    @Test
    void leavesNoServiceBehindWhenItsOwnProcessIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupervisingMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        }
    }

    private Supervisor supervise(ServiceSpec... specs) {
        Supervisor supervisor = new Supervisor(List.of(specs), told::add);
        supervisor.start();
        return supervisor;
    }

    private static ProcessHandle process(Supervisor supervisor, String name) {
        return ProcessHandle.of(supervisor.pid(name).orElseThrow()).orElseThrow();
    }
}
