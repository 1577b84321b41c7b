package org.reliablesignup.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a change of a schema would break, for those who read by the old one or who wrote by it. Beside words for people
 * only one thing may change: a property that need not be there may come. Whatever is narrower refuses what was written
 * before; whatever is wider is refused by those who do not know it yet.
 */
final class SchemaChange {

    /** They say nothing of what is allowed; what {@code $defs} holds counts where it is referred to. */
    private static final Set<String> WORDS =
            Set.of("$schema", "$id", "$comment", "$defs", "title", "description", "examples", "deprecated");

    /** Their order means nothing. */
    private static final Set<String> SETS = Set.of("required", "enum", "type");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaks = new ArrayList<>();

    private SchemaChange(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** Empty if nothing. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        SchemaChange change = new SchemaChange(before, after);
        change.compare("#", before, after);
        return change.breaks;
    }

    private void compare(String path, JsonNode was, JsonNode is) {
        JsonNode old = resolved(was, before);
        JsonNode now = resolved(is, after);
        Set<String> keywords = new TreeSet<>(old.propertyNames());
        keywords.addAll(now.propertyNames());
        keywords.removeAll(WORDS);
        for (String keyword : keywords) {
            compare(path, keyword, old.get(keyword), now.get(keyword));
        }
    }

    private void compare(String path, String keyword, @Nullable JsonNode was, @Nullable JsonNode is) {
        if (was != null && is != null && keyword.equals("properties")) {
            compareProperties(path, was, is);
        } else if (was != null && is != null && was.isObject() && is.isObject()) {
            compare(path + "/" + keyword, was, is);
        } else if (!same(keyword, was, is)) {
            breaks.add(path + " " + keyword + ": was " + was + ", is " + is);
        }
    }

    private void compareProperties(String path, JsonNode was, JsonNode is) {
        was.properties().forEach(property -> {
            JsonNode now = is.get(property.getKey());
            String at = path + "/" + property.getKey();
            if (now == null) {
                breaks.add(at + " is gone");
            } else {
                compare(at, property.getValue(), now);
            }
        });
    }

    private static boolean same(String keyword, @Nullable JsonNode was, @Nullable JsonNode is) {
        if (was != null && is != null && SETS.contains(keyword)) {
            return new HashSet<>(elements(was)).equals(new HashSet<>(elements(is)));
        }
        return was != null && was.equals(is);
    }

    private static List<JsonNode> elements(JsonNode node) {
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }

    /** With what it refers to in its place, so that it does not matter what is written where. */
    private static JsonNode resolved(JsonNode schema, JsonNode root) {
        JsonNode reference = schema.get("$ref");
        if (reference == null) {
            return schema;
        }
        JsonNode target = resolved(root.at(reference.stringValue().substring(1)), root);
        ObjectNode merged = (ObjectNode) target.deepCopy();
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals("$ref"))
                .forEach(keyword -> {
                    if (merged.replace(keyword.getKey(), keyword.getValue()) != null
                            && !WORDS.contains(keyword.getKey())) {
                        throw new IllegalArgumentException("both " + schema + " and what it refers to say "
                                + keyword.getKey() + ", which is not compared");
                    }
                });
        return merged;
    }
}
