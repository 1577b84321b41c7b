package org.reliablesignup.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret behind the links in the mails: made once and kept, so that links of an earlier start still work. */
final class ConfirmationKey {

    private static final int BYTES = 32;

    private ConfirmationKey() {}

    /** In base64; not to be called by two at a time for the same folder. */
    static String keptIn(Path folder) throws IOException {
        Path file = folder.resolve("confirmation.key");
        if (Files.notExists(file)) {
            write(folder, file);
        }
        return Files.readString(file).strip();
    }

    /** All of it or nothing, whenever the process dies. */
    private static void write(Path folder, Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path unfinished = folder.resolve("confirmation.key.new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, onlyForItsOwner(folder));
        Files.writeString(unfinished, Base64.getEncoder().encodeToString(secret));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] onlyForItsOwner(Path folder) {
        boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
