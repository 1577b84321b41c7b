package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationKeyTest {

    @Test
    void isTheSameAtEachStartInAFolderAndAnotherInAnother(@TempDir Path one, @TempDir Path other) throws IOException {
        String key = ConfirmationKey.keptIn(one);

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(ConfirmationKey.keptIn(one)).isEqualTo(key);
        assertThat(ConfirmationKey.keptIn(other)).isNotEqualTo(key);
    }

    @Test
    void isMadeAnewWhereAnEarlierStartDiedOverIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("confirmation.key.new"), "hal");

        assertThat(Base64.getDecoder().decode(ConfirmationKey.keptIn(folder))).hasSize(32);
        assertThat(folder.resolve("confirmation.key.new")).doesNotExist();
    }

    @Test
    void isReadByItsOwnerOnly(@TempDir Path folder) throws IOException {
        ConfirmationKey.keptIn(folder);

        PosixFileAttributeView posix =
                Files.getFileAttributeView(folder.resolve("confirmation.key"), PosixFileAttributeView.class);
        if (posix != null) {
            assertThat(posix.readAttributes().permissions()).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
