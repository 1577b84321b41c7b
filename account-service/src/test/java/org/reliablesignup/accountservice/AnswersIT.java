package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.reliablesignup.testing.Discretion.assertDiscreet;
import static org.reliablesignup.testing.RawHttp.post;
import static org.reliablesignup.testing.RawHttp.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.testing.RawAnswer;
import org.reliablesignup.testing.RawHttp;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every kind of answer, whoever writes it: each has the headers, and none tells what we are made of. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.password=secret",
            "limits.per-address=1/1h",
            "limits.trusted-proxies=127.0.0.0/8,::1/128",
            "web.max-concurrent-requests=" + AnswersIT.PLACES,
            "web.body-timeout=1s",
            "server.tomcat.connection-timeout=2s"
        })
class AnswersIT {

    static final int PLACES = 3;

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));
    private static final String LARGE = "x".repeat(17_000);

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Provoked provoked;

    static Stream<Arguments> publicAnswers() {
        return Stream.of(
                arguments(201, post("/accounts", JSON, signUp("answers"))),
                arguments(429, post("/accounts", JSON, signUp("answers"))),
                arguments(200, request("OPTIONS", "/accounts")),
                arguments(400, post("/accounts", JSON, "{")),
                arguments(400, post("/accounts", JSON, "{}")),
                arguments(400, request("GET", "/accounts/%00")),
                arguments(400, request("GET", "/accounts/[")),
                arguments(400, request("GET", "//accounts")),
                arguments(400, request("GET", "/accounts;a=b")),
                arguments(404, request("GET", "/accounts/nonsense")),
                arguments(404, request("GET", "/nothing")),
                arguments(405, request("GET", "/accounts")),
                arguments(405, request("TRACE", "/accounts")),
                arguments(406, post("/accounts", JSON, signUp("html"), "Accept: text/html")),
                arguments(413, post("/accounts", JSON, LARGE)),
                arguments(413, post("/accounts", JSON, LARGE, "Expect: 100-continue")),
                arguments(413, post("/nothing", JSON, LARGE)),
                arguments(415, post("/accounts", "text/plain", "Ada")),
                arguments(500, request("GET", "/provoked/defect")),
                arguments(503, request("GET", "/provoked/database")),
                arguments(400, request("GET", "/confirm")),
                arguments(400, request("GET", "/confirm?token=[")),
                arguments(400, post("/confirmations", FORM, "token=x")),
                arguments(413, post("/confirmations", FORM, LARGE)),
                arguments(400, "NONSENSE\r\n\r\n"),
                arguments(400, "GET / HTTP/1.1\r\n\r\n"),
                arguments(400, request("GET", "/", "X-Long: " + LARGE)),
                arguments(400, request("GET", "/", "Bad Name: x")),
                arguments(400, request("POST", "/accounts", "Transfer-Encoding: chunked") + "nonsense\r\n"),
                arguments(400, request("POST", "/accounts", "Transfer-Encoding: chunked") + "1;a=b\r\n"),
                arguments(404, request("GET", "/nothing", "X-City: \u0085")),
                arguments(400, post("/accounts", JSON, "{}", "X-City: \u0085")),
                arguments(400, request("GET", "/confirm", "Accept-Language: \u0085")),
                arguments(501, request("POST", "/accounts", "Transfer-Encoding: nonsense")),
                arguments(505, "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("publicAnswers")
    void isDiscreet(int status, String request) throws Exception {
        assertAnswer(status, RawHttp.ask(port, request));
    }

    static Stream<Arguments> managementAnswers() {
        return Stream.of(
                arguments(200, request("GET", "/actuator/health")),
                arguments(200, request("GET", "/actuator/metrics/outbox.pending", LOGIN)),
                arguments(401, request("GET", "/actuator/metrics")),
                arguments(401, request("GET", "/actuator/metrics", "Accept: text/html, */*;q=0.8")),
                arguments(404, request("GET", "/actuator/env", LOGIN)),
                arguments(404, request("GET", "/actuator/metrics/nothing", LOGIN)),
                arguments(404, request("GET", "/nothing", "Accept: text/html")),
                arguments(403, request("POST", "/actuator/metrics", LOGIN, "Sec-Fetch-Site: cross-site")),
                arguments(405, request("POST", "/actuator/health")),
                arguments(400, request("GET", "/actuator/[")),
                arguments(400, "NONSENSE\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("managementAnswers")
    void isDiscreetToOperatorsToo(int status, String request) throws Exception {
        assertAnswer(status, RawHttp.ask(managementPort, request));
    }

    @Test
    void turnsAwayAPageForAPersonAndAProblemForAProgram() throws Exception {
        List<RawHttp> held = takeAllPlaces();
        RawAnswer program = RawHttp.ask(port, post("/accounts", JSON, signUp("turned-away")));
        RawAnswer person = RawHttp.ask(port, request("GET", "/confirm?token=x"));
        RawAnswer button = RawHttp.ask(port, post("/confirmations", FORM, "token=x"));
        provoked.leave.countDown();

        assertAnswer(503, program);
        assertThat(program.body()).contains("urn:problem-type:signup:overloaded");
        assertThat(program.values("Retry-After")).containsExactly("1");
        for (RawAnswer page : List.of(person, button)) {
            assertAnswer(503, page);
            assertThat(page.values("Content-Type")).containsExactly("text/html;charset=UTF-8");
            assertThat(page.values("Retry-After")).containsExactly("1");
            assertThat(page.body()).contains("<h1>Please try again in a moment");
        }
        for (RawHttp client : held) {
            assertAnswer(200, client.answer());
            client.close();
        }
    }

    /** A request before may have been answered and not have given back its place yet; then one is refused and asks again. */
    private List<RawHttp> takeAllPlaces() throws Exception {
        List<RawHttp> held = new ArrayList<>();
        while (held.size() < PLACES) {
            RawHttp client = new RawHttp(port);
            client.send(request("GET", "/provoked/held"));
            if (provoked.entered.tryAcquire(5, TimeUnit.SECONDS)) {
                held.add(client);
            } else {
                assertAnswer(503, client.answer());
                client.close();
            }
        }
        return held;
    }

    /** The last byte never comes, and still one comes now and then. */
    @Test
    void givesUpWhoeverIsTooSlowAndClosesTheConnection() throws Exception {
        try (RawHttp slow = new RawHttp(port)) {
            slow.send(request("POST", "/accounts", "Content-Type: " + JSON, "Content-Length: 10000"));
            for (int i = 0; i < 1_000 && !slow.isAnsweredWithin(Duration.ofMillis(50)); i++) {
                slow.send(" ");
            }

            assertAnswer(408, slow.answer());
            assertThat(slow.isClosedWithoutAWord()).isTrue();
        }
    }

    @Test
    void givesUpWhoeverFallsSilentWithinABody() throws Exception {
        try (RawHttp silent = new RawHttp(port)) {
            silent.send(request("POST", "/accounts", "Content-Type: " + JSON, "Content-Length: 10000") + "{");

            assertAnswer(408, silent.answer());
            assertThat(silent.isClosedWithoutAWord()).isTrue();
        }
    }

    @Test
    void hangsUpOnWhoeverSaysNothing() throws Exception {
        try (RawHttp first = new RawHttp(port);
                RawHttp afterwards = new RawHttp(port)) {
            afterwards.send(request("GET", "/nothing"));
            assertThat(afterwards.answer().status()).isEqualTo(404);

            assertThat(first.isClosedWithoutAWord()).isTrue();
            assertThat(afterwards.isClosedWithoutAWord()).isTrue();
        }
    }

    @Test
    void insistsOnTlsWhereItIsSpoken() throws Exception {
        RawAnswer byTls = RawHttp.ask(port, request("GET", "/nothing", "X-Forwarded-Proto: https"));
        RawAnswer without = RawHttp.ask(port, request("GET", "/nothing", "X-Forwarded-Proto: http"));

        assertThat(byTls.values("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(without.values("Strict-Transport-Security")).isEmpty();
    }

    private static void assertAnswer(int status, RawAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertDiscreet(answer);
    }

    private static String signUp(String name) {
        return "{\"ownerName\":\"Ada\",\"email\":\"%s@example.com\"}".formatted(name);
    }

    /** What can hardly be brought about from outside. */
    @RestController
    static class Provoked {

        private final Semaphore entered = new Semaphore(0);
        private final CountDownLatch leave = new CountDownLatch(1);

        @GetMapping("/provoked/defect")
        String defect() {
            throw new IllegalStateException("org.example.Insides at line 7");
        }

        @GetMapping("/provoked/database")
        String database() {
            throw new DataAccessResourceFailureException("org.example.Insides");
        }

        @GetMapping("/provoked/held")
        String held() throws InterruptedException {
            entered.release();
            leave.await();
            return "held";
        }
    }

    @TestConfiguration
    static class Provocation {

        @Bean
        Provoked provoked() {
            return new Provoked();
        }
    }
}
