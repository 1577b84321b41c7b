package org.reliablesignup.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs people up at a steady rate, whether or not anybody answers, and remembers who was answered 201. Requests start
 * by the clock and not when the one before is done, so a service that hangs shows in the latencies.
 */
final class SignUps implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final int IN_FLIGHT = 400;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger attempted = new AtomicInteger();
    private final AtomicLong serial = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final String run;
    private final Supplier<URI> accounts;
    private final Thread pace;

    /** A 201: from now on a mail is owed. */
    record Promise(String accountId, String email, long atNanos) {}

    /** How one request went; status 0 where there was no answer. */
    record Answer(int status, long startedNanos, Duration took) {}

    private SignUps(String run, int perSecond, Supplier<URI> accounts) {
        this.run = run;
        this.accounts = accounts;
        this.pace = Thread.ofPlatform().name("sign-ups").start(() -> keepPace(perSecond));
    }

    /**
     * Starts at once.
     *
     * @param run the domain of the addresses, so that a run's mails can be told apart
     * @param accounts where to post; asked for each request
     */
    static SignUps at(int perSecond, String run, Supplier<URI> accounts) {
        return new SignUps(run, perSecond, accounts);
    }

    int attempted() {
        return attempted.get();
    }

    List<Promise> promises() {
        return List.copyOf(promises);
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Stops and waits for the answers that are still due. */
    @Override
    public void close() {
        running.set(false);
        try {
            pace.join();
            inFlight.acquire(IN_FLIGHT);
            inFlight.release(IN_FLIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepPace(int perSecond) {
        long interval = 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        while (running.get()) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            next += interval;
            if (inFlight.tryAcquire()) {
                Thread.ofVirtual()
                        .start(() ->
                                signUp(ThreadLocalRandom.current().nextBoolean() ? "en" : "de", inFlight::release));
            }
        }
    }

    /** One more, beside the pace; returns when it is answered, or nobody answers. */
    void signUp(String locale) {
        signUp(locale, () -> {});
    }

    private void signUp(String locale, Runnable atTheEnd) {
        long number = serial.incrementAndGet();
        String email = "p%d@%s.test".formatted(number, run);
        HttpRequest request = HttpRequest.newBuilder(accounts.get())
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"ownerName": "Person %d", "email": "%s", "locale": "%s"}""".formatted(number, email, locale)))
                .build();
        attempted.incrementAndGet();
        long started = System.nanoTime();
        int status = 0;
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            status = response.statusCode();
            if (status == 201) {
                promises.add(new Promise(idIn(response.body()), email, System.nanoTime()));
            }
        } catch (IOException e) {
            // No answer, so nothing was promised.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answers.add(new Answer(status, started, Duration.ofNanos(System.nanoTime() - started)));
            atTheEnd.run();
        }
    }

    private static String idIn(String body) {
        Matcher matcher = ID.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("a 201 without an id: " + body);
        }
        return matcher.group(1);
    }
}
