package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "operator.name=olga",
            "operator.password=" + ManagementPortIT.PASSWORD,
        })
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortIT {

    static final String PASSWORD = "correct horse: battery";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private Http accounts = new Http(0);
    private Http management = new Http(0);

    @BeforeEach
    void connect() {
        accounts = new Http(port);
        management = new Http(managementPort);
    }

    @AfterEach
    void disconnect() {
        accounts.close();
        management.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/liveness", "health/readiness"})
    void healthIsOpen(String path) {
        assertThat(management.get("/actuator/" + path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/metrics/outbox.pending"})
    void theRestIsTheOperators(String path) {
        assertThat(management.get(path).status()).isEqualTo(401);
        assertThat(management.get(path, login("olga:wrong")).status()).isEqualTo(401);
        assertThat(management.get(path, login("operator:" + PASSWORD)).status()).isEqualTo(401);
        assertThat(management.get(path, login("olga:" + PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void writesDownWhereARefusedLoginCameFromAndNoPassword(CapturedOutput output) {
        management.get("/actuator/metrics", login("mallory:guess\nwork"));
        management.get("/actuator/metrics", login("olga:" + PASSWORD));

        assertThat(output)
                .containsPattern("operator=unknown action=login id=[0-9a-f.:]+ outcome=refused")
                .doesNotContain(PASSWORD, "mallory", "guess");
    }

    /** With all that there is to be found out about a service: its settings, its memory, its threads. */
    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "beans", "heapdump", "threaddump", "loggers", "mappings", "shutdown"})
    void whatCouldTellASecretIsNotThereForTheOperatorEither(String endpoint) {
        assertThat(management
                        .get("/actuator/" + endpoint, login("olga:" + PASSWORD))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void thePublicPortKnowsNoLoginNoSessionAndNothingOfManagement() {
        Answer signUp = accounts.post("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}", login("olga:wrong"));

        assertThat(signUp.status()).isEqualTo(201);
        assertThat(signUp.response().headers().map()).doesNotContainKeys("set-cookie", "www-authenticate");
        assertThat(accounts.get("/actuator/health").status()).isEqualTo(404);
        assertThat(accounts.get("/actuator/metrics", login("olga:" + PASSWORD)).status())
                .isEqualTo(404);
        for (String path : new String[] {"/login", "/logout"}) {
            assertThat(accounts.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void thePublicPortExplainsNothingUnlessItIsToldTo() {
        String account = accounts.post("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}")
                .text("id");
        for (String path : new String[] {
            "/",
            "/sign-up.js",
            "/icon.svg",
            "/accounts/" + account + "/progress",
            "/api",
            "/api/swagger-ui-bundle.js",
            "/openapi.yaml",
            "/asyncapi.yaml",
            "/schemas/account.created.v1.schema.json"
        }) {
            assertThat(accounts.get(path).status()).as(path).isEqualTo(404);
        }
    }

    private static String[] login(String nameAndPassword) {
        return new String[] {
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(nameAndPassword.getBytes(UTF_8))
        };
    }
}
