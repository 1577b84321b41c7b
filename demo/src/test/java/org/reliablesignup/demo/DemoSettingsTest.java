package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

    @Test
    void usesThePortsOfTheContractWhenNothingIsSet() {
        DemoSettings settings = read(Map.of(), Map.of());

        assertThat(settings.ports())
                .containsOnly(
                        Map.entry(DemoPort.ACCOUNT, 8080),
                        Map.entry(DemoPort.ACCOUNT_MANAGEMENT, 8081),
                        Map.entry(DemoPort.EMAIL, 8082),
                        Map.entry(DemoPort.EMAIL_MANAGEMENT, 8083),
                        Map.entry(DemoPort.KAFKA, 9092),
                        Map.entry(DemoPort.SMTP, 1025),
                        Map.entry(DemoPort.INBOX, 8025));
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.endsWithParent()).isFalse();
    }

    @Test
    void keepsTheDataInTheHomeFolderUnlessToldOtherwise() {
        assertThat(read(Map.of("demo.home", "/here/demo/.."), Map.of()).data()).isEqualTo(Path.of("/here/data"));
        assertThat(read(Map.of("demo.home", "/here", "demo.data", "/there"), Map.of())
                        .data())
                .isEqualTo(Path.of("/there"));
    }

    @Test
    void readsEachPortFromAPropertyOrElseFromTheEnvironment() {
        for (DemoPort port : DemoPort.values()) {
            String variable = port.property().toUpperCase().replace('.', '_');

            assertThat(read(Map.of(port.property(), "7001"), Map.of(variable, "7002"))
                            .port(port))
                    .isEqualTo(7001);
            assertThat(read(Map.of(port.property(), ""), Map.of(variable, " 7002 "))
                            .port(port))
                    .isEqualTo(7002);
        }
    }

    @Test
    void refusesWhatIsNoPortAndNamesTheProperty() {
        for (String wrong : new String[] {"0", "65536", "-1", "http"}) {
            assertThatThrownBy(() -> read(Map.of("demo.kafka.port", wrong), Map.of()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("demo.kafka.port must be a port number from 1 to 65535, not '%s'", wrong);
        }
    }

    private static DemoSettings read(Map<String, String> properties, Map<String, String> environment) {
        return DemoSettings.read(properties::get, environment);
    }
}
