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
import java.util.stream.Stream;

/** Packs an agent the way that {@code -javaagent} wants it. */
final class AgentJar {

    private AgentJar() {}

    /** @param companions what the agent needs beside the classes that are written inside it */
    static Path of(Class<?> agent, Path folder, Class<?>... companions) {
        Path file = folder.resolve(agent.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        List<Class<?>> classes = Stream.concat(Stream.of(agent.getNestMembers()), Stream.of(companions))
                .toList();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> each : classes) {
                String name = each.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream bytes = AgentJar.class.getResourceAsStream("/" + name)) {
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
