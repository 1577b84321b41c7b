package org.reliablesignup.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went on the wire, kept for good: {@code golden/<wire name>/<release that first wrote it so>.json}. A file is never
 * changed once released; when the form gains a field, a file is added.
 */
final class GoldenFiles {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenFiles() {}

    /** Their names, such as {@code account.created.v1/0.1.0.json}. */
    static List<String> names() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EventMessage read(String name) {
        JsonNode file = JSON.readTree(FOLDER.resolve(name).toFile());
        Map<String, String> headers = new HashMap<>();
        file.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().stringValue()));
        return new EventMessage(
                file.get("topic").stringValue(),
                file.get("key").stringValue(),
                headers,
                JSON.writeValueAsBytes(file.get("data")));
    }
}
