package org.reliablesignup.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @Test
    void isHeldByOneDemoAtATime(@TempDir Path folder) throws IOException {
        try (DataFolder _ = DataFolder.hold(folder)) {
            assertThatThrownBy(() -> DataFolder.hold(folder))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("-Ddemo.data=");
        }
        DataFolder.hold(folder).close();
    }
}
