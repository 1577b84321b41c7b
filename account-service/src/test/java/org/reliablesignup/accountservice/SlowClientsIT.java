package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reliablesignup.testing.RawHttp.post;
import static org.reliablesignup.testing.RawHttp.request;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.RawHttp;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "web.max-concurrent-requests=200",
            "web.body-timeout=10m",
            "server.tomcat.connection-timeout=2m"
        })
class SlowClientsIT {

    private static final int CLIENTS = 300;
    private static final String SIGN_UP = "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}";

    @LocalServerPort
    private int port;

    @Test
    void keepNobodyWaitingAndAreServedThemselves() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                RawHttp client = new RawHttp(port);
                slow.add(client);
                client.send(request(
                        "POST",
                        "/accounts",
                        "Content-Type: application/json",
                        "Content-Length: " + SIGN_UP.length(),
                        "Expect: 100-continue"));
            }
            // Each is told to go on, so the body of each is waited for.
            for (RawHttp client : slow) {
                assertThat(client.answer().status()).isEqualTo(100);
            }
            for (int sent = 0; sent < 3; sent++) {
                for (RawHttp client : slow) {
                    client.send(SIGN_UP.substring(sent, sent + 1));
                }
                assertThat(RawHttp.ask(port, post("/accounts", "application/json", SIGN_UP))
                                .status())
                        .isEqualTo(201);
            }
            for (RawHttp client : slow) {
                client.send(SIGN_UP.substring(3));
                assertThat(client.answer().status()).isEqualTo(201);
            }
        } finally {
            for (RawHttp client : slow) {
                client.close();
            }
        }
    }
}
