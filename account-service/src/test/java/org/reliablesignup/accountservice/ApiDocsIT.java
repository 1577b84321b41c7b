package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The descriptions are served, and tell of every call that there is, and of no other. */
@RealParts(value = Database.H2, broker = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "api-docs.enabled=true"})
class ApiDocsIT {

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings = new RequestMappingHandlerMapping();

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @AfterEach
    void disconnect() {
        http.close();
    }

    @Test
    void everyCallIsDescribedAndNoOther() {
        Set<String> there = mappings.getHandlerMethods().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getBeanType().getPackageName().endsWith(".apidocs.web"))
                .filter(entry ->
                        entry.getValue().getBeanType().getPackageName().startsWith("org.reliablesignup.accountservice"))
                .flatMap(entry -> calls(entry.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described()).isEqualTo(there);
    }

    /** As method, path and type of the body. */
    private static Stream<String> calls(RequestMappingInfo mapping) {
        List<String> types = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .map(MediaType::toString)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> (types.isEmpty() ? List.of("-") : types)
                                .stream().map(type -> method + " " + path + " " + type)));
    }

    private static Set<String> described() {
        Set<String> calls = new TreeSet<>();
        OpenApi.document()
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation -> {
                            String call = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " ";
                            var content = operation.getValue().at("/requestBody/content");
                            if (content.isMissingNode()) {
                                calls.add(call + "-");
                            }
                            content.propertyNames().forEach(type -> calls.add(call + type));
                        }));
        return calls;
    }

    @ParameterizedTest
    @CsvSource({"/openapi.yaml, openapi: 3.1.0", "/asyncapi.yaml, asyncapi: 3.0.0"})
    void aDescriptionIsServedAsItIs(String path, String begin) {
        Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(answer.response().body()).startsWith(begin);
    }

    @Test
    void whatTheDescriptionOfTheTopicsRefersToIsThere() {
        URI base = URI.create("/asyncapi.yaml");
        List<String> references = Pattern.compile("\\$ref: '(schemas/[^']+)'")
                .matcher(http.get("/asyncapi.yaml").response().body())
                .results()
                .map(reference -> base.resolve(reference.group(1)).toString())
                .toList();

        assertThat(references).hasSizeGreaterThan(8).allSatisfy(path -> {
            Answer schema = http.get(path);
            assertThat(schema.status()).isEqualTo(200);
            assertThat(schema.header("Content-Type")).isEqualTo("application/schema+json");
            assertThat(path).contains(schema.text("title"));
        });
    }

    @Test
    void thePageToTryItOutHasAllThatItNeedsAndMayHaveNothingElse() {
        Answer page = http.get("/api");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self';");
        List<String> parts = Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                .matcher(page.response().body())
                .results()
                .map(part -> part.group(1))
                .toList();
        assertThat(parts).contains("api/swagger-ui-bundle.js").allSatisfy(part -> {
            assertThat(part).doesNotContain(":");
            assertThat(http.get("/" + part).status()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schemas/nothing.v1.schema.json",
                "/schemas/..%2fapplication.yml",
                "/schemas/application.yml",
                "/webjars/swagger-ui/5.34.1/index.html",
                "/api/openapi.yaml",
                "/application.yml"
            })
    void nothingElseOfTheClassPathIs(String path) {
        assertThat(http.get(path).status()).isIn(400, 404);
    }
}
