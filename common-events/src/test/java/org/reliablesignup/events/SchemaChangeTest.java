package org.reliablesignup.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The judge, judged: each kind of break is seen, and nothing else. */
class SchemaChangeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PUBLISHED = """
            {
              "title": "sample.v1",
              "type": "object",
              "required": ["id", "kind"],
              "properties": {
                "id": {"$ref": "#/$defs/text"},
                "kind": {"type": "string", "enum": ["a", "b"]},
                "name": {"description": "A name.", "$ref": "#/$defs/text", "maxLength": 200},
                "free": {"type": "string"},
                "count": {"type": "integer", "minimum": 0, "maximum": 9},
                "parts": {"type": "array", "items": {"type": "object", "properties": {"size": {"type": "integer"}}}}
              },
              "additionalProperties": true,
              "$defs": {"text": {"type": "string", "pattern": "^x+$"}}
            }""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "free": {"type": "string"},            |                                                | #/free is gone
            "free":                                | "gratis":                                      | #/free is gone
            "free": {"type": "string"}             | "free": {"type": "integer"}                    | #/free type: was "string", is "integer"
            "free": {"type": "string"}             | "free": {"type": ["string", "null"]}           | #/free type: was "string", is ["string","null"]
            "free": {"type": "string"}             | "free": {}                                     | #/free type: was "string", is null
            "free": {"type": "string"}             | "free": {"type": "string", "pattern": "^y$"}   | #/free pattern: was null, is "^y$"
            "free": {"type": "string"}             | "free": {"type": "string", "minLength": 1}     | #/free minLength: was null, is 1
            "free": {"type": "string"}             | "free": {"type": "string", "format": "uuid"}   | #/free format: was null, is "uuid"
            "free": {"type": "string"}             | "free": {"type": "string", "not": {"const":1}} | #/free not: was null, is {"const":1}
            ["id", "kind"]                         | ["id", "kind", "free"]                         | # required: was ["id","kind"], is ["id","kind","free"]
            ["id", "kind"]                         | ["id"]                                         | # required: was ["id","kind"], is ["id"]
            "maxLength": 200                       | "maxLength": 199                               | #/name maxLength: was 200, is 199
            "maxLength": 200                       | "maxLength": 201                               | #/name maxLength: was 200, is 201
            ["a", "b"]                             | ["a"]                                          | #/kind enum: was ["a","b"], is ["a"]
            ["a", "b"]                             | ["a", "b", "c"]                                | #/kind enum: was ["a","b"], is ["a","b","c"]
            "minimum": 0                           | "minimum": 1                                   | #/count minimum: was 0, is 1
            "maximum": 9                           | "maximum": 8                                   | #/count maximum: was 9, is 8
            "^x+$"                                 | "^x{1,9}$"                                     | #/id pattern: was "^x+$", is "^x{1,9}$"
            "additionalProperties": true           | "additionalProperties": false                  | # additionalProperties: was true, is false
            "additionalProperties": true,          |                                                | # additionalProperties: was true, is null
            {"size": {"type": "integer"}}          | {}                                             | #/parts/items/size is gone
            {"size": {"type": "integer"}}          | {"size": {"type": "string"}}                   | #/parts/items/size type: was "integer", is "string"
            "type": "array", "items": {"type": "object" | "type": "array", "items": {"type": "string" | #/parts/items type: was "object", is "string"
            """)
    void findsWhatBreaks(String text, String replacement, String expected) {
        assertThat(breaks(text, replacement == null ? "" : replacement)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "free":                      | "later": {"type": "string"}, "free":
            "A name."                    | "The name, as it was written."
            "free": {"type": "string"}   | "free": {"type": "string", "examples": ["y"], "deprecated": true}
            ["id", "kind"]               | ["kind", "id"]
            ["a", "b"]                   | ["b", "a"]
            "id": {"$ref": "#/$defs/text"} | "id": {"type": "string", "pattern": "^x+$"}
            "$defs": {                   | "$defs": {"other": {"type": "integer"},
            {"size":                     | {"colour": {"type": "string"}, "size":
            """)
    void allowsWhatBreaksNobody(String text, String replacement) {
        assertThat(breaks(text, replacement)).isEmpty();
    }

    @Test
    void findsEveryBreakOfOneChange() {
        assertThat(SchemaChange.breaks(
                        tree(PUBLISHED),
                        tree(PUBLISHED.replace("\"free\"", "\"gratis\"").replace("200", "100"))))
                .hasSize(2);
    }

    private static List<String> breaks(String text, String replacement) {
        assertThat(PUBLISHED).contains(text);
        return SchemaChange.breaks(tree(PUBLISHED), tree(PUBLISHED.replace(text, replacement)));
    }

    private static JsonNode tree(String json) {
        return JSON.readTree(json);
    }
}
