package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckIT {

    @Test
    void findsNothingWrongWithFreePorts() throws IOException {
        assertThat(PortCheck.problems(settings(FreePorts.forAll()))).isEmpty();
    }

    @Test
    void namesEachTakenPortWithItsUserAndTheProperty() throws IOException {
        Map<DemoPort, Integer> ports = FreePorts.forAll();
        int kafka = settings(ports).port(DemoPort.KAFKA);
        int inbox = settings(ports).port(DemoPort.INBOX);
        try (ServerSocket _ = new ServerSocket(kafka, 1, InetAddress.getLoopbackAddress());
                ServerSocket _ = new ServerSocket(inbox)) {

            assertThat(PortCheck.problems(settings(ports)))
                    .containsExactly(
                            "Port %d, wanted by the Kafka broker, is taken: free it, or choose another with -Ddemo.kafka.port=..."
                                    .formatted(kafka),
                            "Port %d, wanted by the inbox page, is taken: free it, or choose another with -Ddemo.inbox.port=..."
                                    .formatted(inbox));
        }
    }

    @Test
    void seesThatTwoSettingsNameTheSamePort() throws IOException {
        Map<DemoPort, Integer> ports = FreePorts.forAll();
        ports.put(DemoPort.SMTP, settings(ports).port(DemoPort.KAFKA));

        assertThat(PortCheck.problems(settings(ports)))
                .singleElement()
                .asString()
                .contains("the mail server");
    }

    private static DemoSettings settings(Map<DemoPort, Integer> ports) {
        return new DemoSettings(Path.of(""), Path.of("data"), ports, false);
    }
}
