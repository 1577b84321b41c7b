package org.reliablesignup.accountservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The description of the calls is one, and its examples are what it says. */
class OpenApiTest {

    static Stream<String> examples() {
        List<String> pointers = new ArrayList<>();
        find("", OpenApi.document(), pointers);
        return pointers.stream();
    }

    /** Of each body that has a schema and examples. */
    private static void find(String pointer, JsonNode node, List<String> found) {
        if (node.has("schema") && node.has("examples")) {
            found.add(pointer);
        }
        node.propertyStream()
                .forEach(child -> find(pointer + "/" + OpenApi.escaped(child.getKey()), child.getValue(), found));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsWhatItsSchemaSays(String pointer) {
        assertThat(OpenApi.document().at(pointer).get("examples").valueStream())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(OpenApi.violations(
                                pointer + "/schema", example.get("value").toString()))
                        .isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> dangling = new ArrayList<>();
        references(OpenApi.document(), dangling);
        assertThat(dangling).isEmpty();
    }

    private static void references(JsonNode node, List<String> dangling) {
        if (node.has("$ref")) {
            String reference = node.get("$ref").stringValue();
            if (!reference.startsWith("#/")
                    || OpenApi.document().at(reference.substring(1)).isMissingNode()) {
                dangling.add(reference);
            }
        }
        node.valueStream().forEach(child -> references(child, dangling));
    }

    @Test
    void everythingThatIsToBeReusedIs() {
        String text =
                OpenApi.document().get("paths").toString() + OpenApi.document().get("components");
        OpenApi.document()
                .get("components")
                .propertyStream()
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name ->
                                assertThat(text).contains("\"#/components/%s/%s\"".formatted(kind.getKey(), name))));
    }

    @Test
    void everyOperationSaysWhatItIsCalledAndWhatGoesWrong() {
        OpenApi.document()
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation -> {
                            assertThat(operation.getValue().propertyNames())
                                    .as(path.getKey())
                                    .contains("operationId", "summary", "tags", "responses");
                            assertThat(operation.getValue().get("responses").propertyNames())
                                    .as(path.getKey())
                                    .contains("500", "503");
                        }));
    }
}
