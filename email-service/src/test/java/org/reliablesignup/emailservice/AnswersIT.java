package org.reliablesignup.emailservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.reliablesignup.testing.Discretion.assertDiscreet;
import static org.reliablesignup.testing.RawHttp.post;
import static org.reliablesignup.testing.RawHttp.request;

import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.testing.RawAnswer;
import org.reliablesignup.testing.RawHttp;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every kind of answer, whoever writes it: each has the headers, and none tells what we are made of. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.password=secret",
            // Nothing listens there, and nobody shall wait for it.
            "dead-letters.acknowledge-timeout=1s",
            "spring.kafka.consumer.properties.default.api.timeout.ms=1000",
            "spring.kafka.consumer.properties.request.timeout.ms=500"
        })
class AnswersIT {

    private static final String JSON = "application/json";
    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(UTF_8));
    private static final String JOB = "/actuator/mailjobs/" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    static Stream<Arguments> publicAnswers() {
        return Stream.of(
                arguments(403, request("GET", "/")),
                arguments(403, request("GET", "/", "Accept: text/html")),
                arguments(403, post("/accounts", JSON, "{}")),
                arguments(400, request("GET", "/[")),
                arguments(400, "NONSENSE\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("publicAnswers")
    void isDiscreet(int status, String request) throws Exception {
        assertAnswer(status, RawHttp.ask(port, request));
    }

    static Stream<Arguments> managementAnswers() {
        return Stream.of(
                arguments(200, request("GET", "/actuator/health")),
                arguments(200, request("GET", "/actuator/mailjobs", LOGIN)),
                arguments(400, request("GET", "/actuator/mailjobs?state=LOST", LOGIN)),
                arguments(400, post(JOB + "/retry", JSON, "{", LOGIN)),
                arguments(400, post(JOB + "/retry", JSON, "{\"reason\":\"\"}", LOGIN)),
                arguments(400, request("GET", "/actuator/[")),
                arguments(401, request("GET", "/actuator/mailjobs")),
                arguments(403, request("GET", "/actuator/env", LOGIN)),
                arguments(403, request("GET", "/actuator/heapdump", LOGIN)),
                arguments(404, request("GET", JOB, LOGIN)),
                arguments(404, post(JOB + "/retry", JSON, "{\"reason\":\"x\"}", LOGIN)),
                arguments(405, post("/actuator/mailjobs", JSON, "{}", LOGIN)),
                arguments(415, post(JOB + "/retry", "text/plain", "x", LOGIN)),
                arguments(503, request("GET", "/actuator/deadletters", LOGIN)));
    }

    @ParameterizedTest
    @MethodSource("managementAnswers")
    void isDiscreetToOperatorsToo(int status, String request) throws Exception {
        assertAnswer(status, RawHttp.ask(managementPort, request));
    }

    private static void assertAnswer(int status, RawAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertDiscreet(answer);
    }
}
