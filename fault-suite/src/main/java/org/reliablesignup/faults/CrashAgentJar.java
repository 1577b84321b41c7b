package org.reliablesignup.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs {@link CrashAgent} the way that {@code -javaagent} wants it. */
final class CrashAgentJar {

    private static final List<String> CLASSES =
            List.of("CrashAgent.class", "CrashAgent$Planting.class", "CrashAgent$Planting$1.class", "CrashPoint.class");

    private CrashAgentJar() {}

    static Path writeTo(Path folder) {
        Path file = folder.resolve("crash-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (String name : CLASSES) {
                jar.putNextEntry(new JarEntry(CrashAgent.class.getPackageName().replace('.', '/') + "/" + name));
                try (InputStream bytes = CrashAgent.class.getResourceAsStream(name)) {
                    if (bytes == null) {
                        throw new IllegalStateException("not on the class path: " + name);
                    }
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
