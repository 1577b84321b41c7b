package org.reliablesignup.benchmarks.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Scripts for the programs of others. */
public final class Resources {

    private Resources() {}

    /** Puts it where such a program can read it. */
    public static Path file(Path folder, String name) {
        Path file = folder.resolve(name);
        try (InputStream resource = Resources.class.getResourceAsStream("/benchmarks/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("no resource " + name);
            }
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
