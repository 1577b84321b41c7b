package org.reliablesignup.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every form that a schema ever had, kept for good: {@code published/<wire name>/<1, 2, 3, ...>.schema.json}. A file is
 * never changed; when the schema changes, a file is added.
 */
final class PublishedSchemas {

    private static final Path FOLDER = Path.of("src/test/resources/published");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PublishedSchemas() {}

    /** The wire names of the types that were ever published. */
    static List<String> types() {
        return namesIn(FOLDER);
    }

    /** From the first to the last; fails if there is a gap. */
    static List<JsonNode> of(String wireName) {
        Path folder = FOLDER.resolve(wireName);
        int count = Files.isDirectory(folder) ? namesIn(folder).size() : 0;
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> folder.resolve(number + ".schema.json"))
                .map(file -> JSON.readTree(file.toFile()))
                .toList();
    }

    private static List<String> namesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
