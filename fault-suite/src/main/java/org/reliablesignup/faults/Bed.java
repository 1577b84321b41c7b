package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.faults.SignUps.Answer;
import org.reliablesignup.faults.Verdict.Percentiles;
import org.reliablesignup.testing.RealParts.Database;
import org.reliablesignup.testing.process.Service;
import org.reliablesignup.testing.process.Service.Kind;
import org.reliablesignup.testing.process.Wait;

/**
 * The whole system on real parts, to be broken: brokers and services as processes, PostgreSQL, a scripted mail server,
 * a link that can fail before each of them. Not thread-safe.
 */
final class Bed implements AutoCloseable {

    /**
     * What the services are told, beside where things are: waits in seconds, so that a suite of many faults ends, and no
     * limit on its one client.
     */
    private static final Map<String, String> SHORT_WAITS = Map.ofEntries(
            Map.entry("limits.per-client", "none"),
            Map.entry("outbox.replication-factor", "-1"),
            Map.entry("outbox.max-back-off", "1s"),
            Map.entry("inbox.max-retry", "1s"),
            Map.entry("delivery.lease", "3s"),
            Map.entry("delivery.first-retry", "500ms"),
            Map.entry("delivery.max-retry", "2s"),
            Map.entry("delivery.max-pause", "2s"),
            Map.entry("smtp.command-timeout", "5s"),
            Map.entry("smtp.final-reply-timeout", "8s"));

    /** "these 32 bytes are for tests only" */
    private static final String CONFIRMATION_KEY = "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5";

    /** With which an operator logs in, under the usual name. */
    static final String OPERATOR_PASSWORD = "for tests only";

    /** No back-off of a mail is that long. */
    private static final Duration STANDS_STILL = Duration.ofMinutes(4);

    private static final int SIGN_UPS_PER_SECOND = 40;

    final Path folder;
    final BrokerCluster brokers;
    final Store accountStore;
    final Store emailStore;
    final ScriptedMailServer mailServer = new ScriptedMailServer();
    final FaultyLink mailLink = FaultyLink.to(mailServer.port());
    final List<Service> accountServices;
    final List<Service> emailServices;
    private final Database database;
    private @Nullable SignUps current;
    private final Path crashAgent;
    private final Path clockAgent;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();

    /** Starts all of it; returns when every instance is ready. */
    Bed(Database database, int brokerCount, int instancesOfEach) {
        this.database = database;
        this.accountStore = new Store(database);
        this.emailStore = new Store(database);
        try {
            this.folder = Files.createDirectories(Path.of(
                            "target", "faults", "bed-" + ProcessHandle.current().pid() + "-" + System.nanoTime()))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.crashAgent = AgentJar.of(CrashAgent.class, folder, CrashPoint.class);
        this.clockAgent = AgentJar.of(ClockAgent.class, folder);
        this.brokers = new BrokerCluster(brokerCount, folder);
        this.accountServices = instances(Kind.ACCOUNT, instancesOfEach, accountStore);
        this.emailServices = instances(Kind.EMAIL, instancesOfEach, emailStore);
        services().forEach(Service::start);
        services().forEach(Service::awaitReady);
    }

    private List<Service> instances(Kind kind, int count, Store store) {
        Map<String, String> properties = new HashMap<>(SHORT_WAITS);
        properties.putAll(store.properties());
        properties.put("spring.kafka.bootstrap-servers", brokers.bootstrapServers());
        properties.put("spring.mail.host", "localhost");
        properties.put("spring.mail.port", Integer.toString(mailLink.port()));
        properties.put("confirmation.keys.test", CONFIRMATION_KEY);
        properties.put("confirmation.current-key", "test");
        properties.put("operator.password", OPERATOR_PASSWORD);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Service(kind, number, folder, properties))
                .toList();
    }

    /** Starts that service anew with a crash planted in it, and again without when it has died of it. */
    void crash(Service service, CrashPoint point) {
        service.process().kill();
        service.start("-javaagent:" + crashAgent + "=" + point);
        int exit = service.process().awaitExit();
        if (exit != CrashAgent.EXIT_CODE) {
            throw new IllegalStateException("%s ended with %d and not at %s".formatted(service.name(), exit, point));
        }
        service.start().awaitReady();
    }

    /** What a JVM must be started with to have its clock wrong by that much. */
    String clockWrongBy(Duration shift) {
        return "-javaagent:" + clockAgent + "=" + shift;
    }

    List<Service> services() {
        List<Service> all = new ArrayList<>(accountServices);
        all.addAll(emailServices);
        return all;
    }

    Topic topic(String name) {
        return new Topic(brokers.bootstrapServers(), name);
    }

    /** What happens to the system while people sign up. */
    @FunctionalInterface
    interface Fault {
        /** Begins and ends it; may take its time. */
        void strike() throws Exception;
    }

    /**
     * Puts load on, lets the fault strike, waits until nothing is left to do, and compares the ledgers.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if the system does not come to rest
     */
    Verdict under(String name, Fault fault) throws Exception {
        runs.incrementAndGet();
        String run = currentRun();
        SignUps load = SignUps.at(SIGN_UPS_PER_SECOND, run, this::nextAccountService);
        current = load;
        long begun = System.nanoTime();
        long struck;
        long ended;
        try (load) {
            Wait.until(
                    "the first sign-ups are answered",
                    Duration.ofSeconds(30),
                    () -> load.promises().size() >= 20);
            struck = System.nanoTime();
            fault.strike();
            ended = System.nanoTime();
            int before = load.promises().size();
            Wait.until(
                    "sign-ups are answered after the fault",
                    Duration.ofMinutes(1),
                    () -> load.promises().size() >= before + 20);
        }
        awaitRest(run);
        return new Verdict(
                name,
                database,
                ledgers(run, load),
                SIGN_UPS_PER_SECOND,
                load.attempted(),
                Duration.ofNanos(System.nanoTime() - ended),
                new Percentiles(
                        slowest(load.answers(), begun, struck),
                        slowest(load.answers(), struck, ended),
                        slowest(load.answers(), ended, System.nanoTime())));
    }

    /** Returns when people have tried to sign up for that long, whether or not they were answered. */
    void last(Duration time) {
        SignUps load = signUps();
        long enough = load.attempted() + time.toMillis() * SIGN_UPS_PER_SECOND / 1000;
        Wait.until("people go on signing up", time.plusMinutes(1), () -> load.attempted() >= enough);
    }

    /** Those of the run. */
    SignUps signUps() {
        return Objects.requireNonNull(current, "nobody signs up");
    }

    /** The domain of the addresses that sign up now, without its end. */
    String currentRun() {
        return "run" + runs.get();
    }

    private URI nextAccountService() {
        return accountServices
                .get(Math.floorMod(turn.getAndIncrement(), accountServices.size()))
                .uri("/accounts");
    }

    private void awaitRest(String run) {
        Wait.untilNothingIsLeft("everything has drained", STANDS_STILL, () -> {
            long accounts = accountStore.count("select count(*) from account where email like ?", "%@" + run + ".test");
            long settled = emailStore.count(
                    "select count(*) from mail_job where recipient like ? and state not in ('QUEUED', 'SENDING', 'RETRY')",
                    "%@" + run + ".test");
            long told = accountStore.count(
                    "select count(*) from account join confirmation_mail on account_id = id where email like ?",
                    "%@" + run + ".test");
            return Math.max(0, accounts - settled)
                    + Math.max(0, accounts - told)
                    + accountStore.count("select count(*) from outbox")
                    + emailStore.count("select count(*) from outbox");
        });
    }

    private Ledgers ledgers(String run, SignUps load) {
        String addresses = "%@" + run + ".test";
        return new Ledgers(
                load.promises(),
                accountStore.texts("select email from account where email like ?", addresses),
                emailStore.texts(
                        "select recipient from mail_job where recipient like ? and state = 'REJECTED'", addresses),
                accountStore.texts("""
                        select email from account join confirmation_mail on account_id = id
                        where email like ? and confirmation_mail.status = 'EXPIRED'""", addresses),
                emailStore.texts("""
                        select '<' || id || '@reliable-signup.example>' from mail_job
                        join mail_attempt on job_id = id where recipient like ? and result in ('ABANDONED', 'IN_DOUBT')""", addresses),
                mailServer.accepted().stream()
                        .filter(mail -> mail.recipient().endsWith("@" + run + ".test"))
                        .toList());
    }

    private static Duration slowest(List<Answer> answers, long from, long to) {
        List<Duration> sorted = answers.stream()
                .filter(answer -> answer.startedNanos() - from >= 0 && answer.startedNanos() - to <= 0)
                .map(Answer::took)
                .sorted()
                .toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) (sorted.size() * 0.99));
    }

    @Override
    public void close() {
        services().forEach(service -> service.process().kill());
        brokers.close();
        mailLink.close();
        mailServer.close();
        accountStore.close();
        emailStore.close();
    }
}
