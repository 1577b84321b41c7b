package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code openapi.yaml} says of the calls, and what it has against an answer. */
final class OpenApi {

    private static final String ADDRESS = "https://reliable-signup.test/openapi";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(ADDRESS, DOCUMENT.toString())));

    private OpenApi() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /** The path of the document that a request's path is one of. */
    static Optional<String> pathOf(String path) {
        return DOCUMENT.get("paths").propertyNames().stream()
                .filter(template -> Pattern.matches(template.replaceAll("\\{\\w+}", "[^/]+"), path))
                .findFirst();
    }

    /** What is wrong with an answer to a call that is described; nothing of others. */
    static List<String> complaints(HttpResponse<String> answer) {
        Optional<String> path = pathOf(answer.uri().getPath());
        // What OPTIONS tells is HTTP's.
        if (path.isEmpty() || answer.request().method().equals("OPTIONS")) {
            return List.of();
        }
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        JsonNode item = DOCUMENT.get("paths").get(path.get());
        // A method that is not described is refused, with what is described for any other.
        String described = item.has(method) ? method : item.has("get") ? "get" : "post";
        String response = "/paths/%s/%s/responses/%d".formatted(escaped(path.get()), described, answer.statusCode());
        String call = "%s %s: %d".formatted(method, path.get(), answer.statusCode());
        JsonNode found = DOCUMENT.at(response);
        if (found.isMissingNode()) {
            return List.of(call + " is not described");
        }
        if (found.has("$ref")) {
            response = found.get("$ref").stringValue().substring(1);
            found = DOCUMENT.at(response);
        }
        List<String> complaints = new ArrayList<>();
        headers(answer, found, call, complaints);
        content(answer, found, response, call, complaints);
        return complaints;
    }

    private static void headers(HttpResponse<String> answer, JsonNode response, String call, List<String> complaints) {
        response.path("headers").propertyStream().forEach(header -> {
            JsonNode described = follow(header.getValue());
            Optional<String> value = answer.headers().firstValue(header.getKey());
            String pattern = described.at("/schema/pattern").asString("");
            if (value.isEmpty()
                    || !Pattern.compile(pattern).matcher(value.get()).find()) {
                complaints.add("%s with %s: %s".formatted(call, header.getKey(), value.orElse("none")));
            }
        });
        for (String name : List.of("Location", "Retry-After")) {
            if (answer.headers().firstValue(name).isPresent()
                    && !response.path("headers").has(name)) {
                complaints.add(call + " does not describe " + name);
            }
        }
    }

    private static void content(
            HttpResponse<String> answer, JsonNode response, String pointer, String call, List<String> complaints) {
        String type = answer.headers()
                .firstValue("Content-Type")
                .map(value -> value.split(";", 2)[0])
                .orElse("");
        if (type.isEmpty() && answer.body().isEmpty()) {
            if (response.has("content") && !answer.request().method().equals("HEAD")) {
                complaints.add(call + " has no body");
            }
            return;
        }
        if (!response.path("content").has(type)) {
            complaints.add("%s as %s is not described".formatted(call, type));
        } else if (type.endsWith("json") && !answer.body().isEmpty()) {
            String schema = pointer + "/content/" + escaped(type) + "/schema";
            Set<String> described = new HashSet<>();
            members(DOCUMENT.at(schema), described);
            JSON.readTree(answer.body()).propertyNames().stream()
                    .filter(name -> !described.contains(name))
                    .forEach(name -> complaints.add("%s: %s is not described".formatted(call, name)));
            violations(schema, answer.body())
                    .forEach(violation -> complaints.add("%s: %s in %s".formatted(call, violation, answer.body())));
        }
    }

    /** Of the object itself; clients must bear others, but tests need not. */
    private static void members(JsonNode schema, Set<String> names) {
        JsonNode found = follow(schema);
        names.addAll(found.path("properties").propertyNames());
        found.path("allOf").valueStream().forEach(part -> members(part, names));
        found.path("anyOf").valueStream().forEach(part -> members(part, names));
    }

    /** What the schema at that place of the document has against the JSON. */
    static List<String> violations(String pointer, String json) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    static JsonNode follow(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/api/openapi.yaml")) {
            if (in == null) {
                throw new AssertionError("no openapi.yaml");
            }
            return JSON.valueToTree(new Yaml().load(new String(in.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
