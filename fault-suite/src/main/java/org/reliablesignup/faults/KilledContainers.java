package org.reliablesignup.faults;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills containers of {@code compose/cluster.yml} under load, one after another, and compares the ledgers of the suite
 * after each: scripts/kill-in-cluster. Takes nothing but the JDK and the {@code docker} command, so that it runs from its
 * source.
 */
final class KilledContainers {

    private static final String BROKERS = "kafka-1:19092,kafka-2:19092,kafka-3:19092";
    private static final int PAGE = 500;
    private static final Duration STAYS_DEAD = Duration.ofSeconds(15);
    private static final Duration STANDS_STILL = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 5;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    /** As Mailpit lists a message: its Message-ID, then to whom it went. */
    private static final Pattern MESSAGE = Pattern.compile(
            "\"MessageID\"\\s*:\\s*\"([^\"]+)\".*?\"To\"\\s*:\\s*\\[\\s*\\{[^}]*?\"Address\"\\s*:\\s*\"([^\"]+)\"",
            Pattern.DOTALL);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI accounts = URI.create("http://localhost:" + port("ACCOUNT_SERVICE_PORT", 8080) + "/accounts");
    private final URI inbox = URI.create("http://localhost:" + port("INBOX_PORT", 8025) + "/");
    private final int perSecond;
    private boolean allWell = true;

    private KilledContainers(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @param args how many sign up per second, 40 unless said otherwise */
    public static void main(String[] args) throws Exception {
        KilledContainers kills = new KilledContainers(args.length == 0 ? 40 : Integer.parseInt(args[0]));
        System.out.println(
                "| killed | 201 / tried | accounts | mails | lost | copies | of them unexplained | rest after |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        String leader = "kafka-" + leaderOfPartition0();
        kills.under("the leader of account-events-0, " + leader, leader);
        String controller = "kafka-" + activeController();
        kills.under("the active controller, " + controller, controller);
        String other = Stream.of("kafka-1", "kafka-2", "kafka-3")
                .filter(broker -> !broker.equals(leader) && !broker.equals(controller))
                .findFirst()
                .orElseThrow();
        kills.under("a broker, " + other, other);
        kills.under("one account-service", "account-service");
        kills.under("one email-service", "email-service");
        System.out.println(kills.allWell ? "No account without its mail." : "NOT as promised, see above.");
        System.exit(kills.allWell ? 0 : 1);
    }

    private void under(String name, String service) throws Exception {
        String run = "k" + Long.toString(System.currentTimeMillis(), 36);
        String container = compose("ps", "--quiet", service).lines().findFirst().orElseThrow();
        SignUps load = SignUps.at(perSecond, run, () -> accounts);
        try (load) {
            await("sign-ups are answered", () -> load.promises().size() >= 2 * perSecond);
            docker("kill", container);
            Thread.sleep(STAYS_DEAD);
            docker("start", container);
            await(service + " is healthy again", () -> isHealthy(container));
            int before = load.promises().size();
            await("sign-ups are answered again", () -> load.promises().size() >= before + perSecond);
        }
        Instant quiet = Instant.now();
        allWell &= isAtRest(run);
        report(name, load, ledgers(run, load), Duration.between(quiet, Instant.now()));
    }

    private void report(String name, SignUps load, Ledgers ledgers, Duration rest) {
        boolean well = ledgers.lost() == 0
                && ledgers.unexplainedCopies() == 0
                && ledgers.rejected().isEmpty()
                && ledgers.expired().isEmpty();
        allWell &= well;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d / %d | %d | %d | %d | %d | %d | %.1f s |%n",
                name,
                ledgers.promises().size(),
                load.attempted(),
                ledgers.accounts().size(),
                ledgers.mails().size(),
                ledgers.lost(),
                ledgers.copies(),
                ledgers.unexplainedCopies(),
                rest.toMillis() / 1000.0);
    }

    /** Waits until every mail has its outcome, account-service knows, and both outboxes are empty; false if in vain. */
    private boolean isAtRest(String run) throws InterruptedException {
        String addresses = "'%@" + run + ".test'";
        long left = Long.MAX_VALUE;
        Instant progress = Instant.now();
        while (left > 0) {
            long now = count("account_service", "select count(*) from account where email like " + addresses)
                    - count("email_service", """
                            select count(*) from mail_job
                            where state not in ('QUEUED', 'SENDING', 'RETRY') and recipient like\s""" + addresses)
                    + count("account_service", """
                            select count(*) from account left join confirmation_mail on account_id = id
                            where account_id is null and email like\s""" + addresses)
                    + count("account_service", "select count(*) from outbox")
                    + count("email_service", "select count(*) from outbox");
            if (now < left) {
                left = now;
                progress = Instant.now();
            } else if (progress.plus(STANDS_STILL).isBefore(Instant.now())) {
                System.out.println("No progress for " + STANDS_STILL + ", with " + left + " things left to do:");
                return false;
            } else {
                Thread.sleep(500);
            }
        }
        return true;
    }

    private Ledgers ledgers(String run, SignUps load) throws Exception {
        String addresses = "'%@" + run + ".test'";
        return new Ledgers(
                load.promises(),
                texts("account_service", "select email from account where email like " + addresses),
                texts(
                        "email_service",
                        "select recipient from mail_job where state = 'REJECTED' and recipient like " + addresses),
                texts("account_service", """
                        select email from account join confirmation_mail on account_id = id
                        where confirmation_mail.status = 'EXPIRED' and email like\s""" + addresses),
                texts("email_service", """
                        select id || '@reliable-signup.example' from mail_job join mail_attempt on job_id = id
                        where result in ('ABANDONED', 'IN_DOUBT') and recipient like\s""" + addresses),
                mails("@" + run + ".test"));
    }

    /** The newest come first, so those of the run are read, and of what was there before one page. */
    private List<AcceptedMail> mails(String domain) throws InterruptedException {
        List<AcceptedMail> mails = new ArrayList<>();
        boolean more = true;
        for (int start = 0; more; start += PAGE) {
            List<AcceptedMail> ofTheRun = MESSAGE.matcher(page(start))
                    .results()
                    .filter(message -> message.group(2).endsWith(domain))
                    .map(message -> new AcceptedMail(message.group(1), message.group(2), Instant.EPOCH))
                    .toList();
            mails.addAll(ofTheRun);
            more = !ofTheRun.isEmpty();
        }
        return mails;
    }

    /** Asked for again where there was no good answer: the inbox may close a connection that was kept open. */
    private String page(int start) throws InterruptedException {
        URI page = inbox.resolve("api/v1/messages?limit=" + PAGE + "&start=" + start);
        String failure = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(page).timeout(ANSWERS_WITHIN).build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                failure = "HTTP " + answer.statusCode();
            } catch (IOException e) {
                failure = e.toString();
            }
            Thread.sleep(attempt * 500L);
        }
        throw new IllegalStateException("the inbox does not answer: " + failure);
    }

    private static String leaderOfPartition0() {
        return first(
                "Partition: 0\\s+Leader: (\\d+)",
                compose(
                        "exec",
                        "--no-TTY",
                        "kafka-1",
                        "/opt/kafka/bin/kafka-topics.sh",
                        "--bootstrap-server",
                        BROKERS,
                        "--describe",
                        "--topic",
                        "account-events"));
    }

    private static String activeController() {
        return first(
                "LeaderId:\\s+(\\d+)",
                compose(
                        "exec",
                        "--no-TTY",
                        "kafka-1",
                        "/opt/kafka/bin/kafka-metadata-quorum.sh",
                        "--bootstrap-server",
                        BROKERS,
                        "describe",
                        "--status"));
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static boolean isHealthy(String container) {
        return docker("inspect", "--format", "{{.State.Health.Status}}", container)
                .strip()
                .equals("healthy");
    }

    private static long count(String database, String sql) {
        return Long.parseLong(texts(database, sql).iterator().next());
    }

    private static Set<String> texts(String database, String sql) {
        return compose("exec", "--no-TTY", "postgres", "psql", "-U", "postgres", "-d", database, "-At", "-c", sql)
                .lines()
                .collect(toSet());
    }

    private static void await(String what, BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("not within five minutes: " + what);
            }
            Thread.sleep(200);
        }
    }

    private static String compose(String... arguments) {
        List<String> all = new ArrayList<>(List.of("compose", "-f", "compose/cluster.yml"));
        all.addAll(List.of(arguments));
        return docker(all.toArray(String[]::new));
    }

    private static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(command.toString(), e);
        }
    }

    private static int port(String variable, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(otherwise)));
    }
}
