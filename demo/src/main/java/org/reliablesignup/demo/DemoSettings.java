package org.reliablesignup.demo;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed about the demo: a system property {@code demo.kafka.port} or, where that is missing, the
 * environment variable {@code DEMO_KAFKA_PORT}.
 *
 * @param home the folder of the project
 * @param data where everything is kept that shall survive the demo
 * @param endsWithParent whether to stop when the process that started this one is gone
 */
record DemoSettings(Path home, Path data, Map<DemoPort, Integer> ports, boolean endsWithParent) {

    DemoSettings {
        home = home.toAbsolutePath().normalize();
        data = home.resolve(data).normalize();
        ports = Map.copyOf(ports);
    }

    static DemoSettings read(Function<String, @Nullable String> property, Map<String, String> environment) {
        Map<DemoPort, Integer> ports = new EnumMap<>(DemoPort.class);
        for (DemoPort port : DemoPort.values()) {
            ports.put(
                    port,
                    setting(port.property(), property, environment)
                            .map(value -> portNumber(port.property(), value))
                            .orElse(port.usual()));
        }
        return new DemoSettings(
                Path.of(setting("demo.home", property, environment).orElse("")),
                Path.of(setting("demo.data", property, environment).orElse("data")),
                ports,
                setting("demo.ends.with.parent", property, environment)
                        .map(Boolean::parseBoolean)
                        .orElse(false));
    }

    int port(DemoPort port) {
        return Objects.requireNonNull(ports.get(port));
    }

    Path logs() {
        return data.resolve("logs");
    }

    private static Optional<String> setting(
            String name, Function<String, @Nullable String> property, Map<String, String> environment) {
        return Optional.ofNullable(property.apply(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(
                                environment.get(name.toUpperCase(Locale.ROOT).replace('.', '_')))
                        .filter(value -> !value.isBlank()))
                .map(String::strip);
    }

    private static int portNumber(String name, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException _) {
            // falls through to the same answer
        }
        throw new CannotStart("%s must be a port number from 1 to 65535, not '%s'".formatted(name, value));
    }
}
