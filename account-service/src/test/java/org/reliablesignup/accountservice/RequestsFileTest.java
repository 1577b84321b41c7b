package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code requests.http} makes every call that there is, and no other. */
class RequestsFileTest {

    private static final Pattern REQUEST = Pattern.compile(
            "^([A-Z]+) \\{\\{accounts}}(/[^\\s?]*)\\S*\n((?:[\\w-]+: .*\n)*)(?:\n([^#\\s].*)\n)?", Pattern.MULTILINE);
    private static final Set<String> DESCRIPTIONS = Set.of("/openapi.yaml", "/asyncapi.yaml");

    private final List<MatchResult> requests = read();

    @Test
    void everyRequestIsACallThatIsDescribedAndEveryCallIsMade() {
        Set<String> made = new TreeSet<>();
        for (MatchResult request : requests) {
            String path = request.group(2).replace("{{id}}", "{id}");
            if (!DESCRIPTIONS.contains(path)) {
                made.add(request.group(1).toLowerCase(Locale.ROOT) + " " + path);
            }
        }
        Set<String> described = new TreeSet<>();
        OpenApi.document()
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> described.add(method + " " + path.getKey())));

        assertThat(made).isEqualTo(described);
    }

    @Test
    void everyBodyIsOfATypeThatIsDescribed() {
        for (MatchResult request : requests) {
            JsonNode content = OpenApi.document()
                    .path("paths")
                    .path(request.group(2).replace("{{id}}", "{id}"))
                    .path("post")
                    .at("/requestBody/content");
            Pattern.compile("Content-Type: (\\S+)")
                    .matcher(request.group(3))
                    .results()
                    .forEach(type -> assertThat(content.propertyNames()).contains(type.group(1)));
            assertThat(request.group(4) == null).isEqualTo(content.isMissingNode());
        }
    }

    private static List<MatchResult> read() {
        try {
            String file = Files.readString(Path.of("..", "requests.http"));
            List<MatchResult> requests = REQUEST.matcher(file).results().toList();
            assertThat(requests).hasSize((int) file.lines()
                    .filter(line -> line.matches("[A-Z]+ \\{\\{accounts.*"))
                    .count());
            return requests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
