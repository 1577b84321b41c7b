package org.reliablesignup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A line of {@code compose/secured/rights}.
 *
 * @param operation {@code read} or {@code write}
 * @param kind {@code topic} or {@code group}
 */
record Right(String user, String operation, String kind, String name) {

    private static final Path SECURED = Path.of("..", "compose", "secured");

    /** All there are. */
    static List<Right> all() {
        return lines("rights")
                .map(words -> new Right(words[0], words[1], words[2], words[3]))
                .toList();
    }

    /** The words of each line of a file there, without comments. */
    static Stream<String[]> lines(String file) {
        try {
            return Files.readAllLines(SECURED.resolve(file)).stream()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the broker is told. */
    AclBinding binding() {
        return new AclBinding(
                new ResourcePattern(ResourceType.fromString(kind.toUpperCase(Locale.ROOT)), name, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + user,
                        "*",
                        AclOperation.fromString(operation.toUpperCase(Locale.ROOT)),
                        AclPermissionType.ALLOW));
    }
}
