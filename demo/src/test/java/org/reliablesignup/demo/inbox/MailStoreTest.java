package org.reliablesignup.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {

    @TempDir
    private Path folder;

    @Test
    void givesTheNewestFirst() throws IOException {
        MailStore store = MailStore.open(folder, 10);
        StoredMail first = add(store, "first");
        StoredMail second = add(store, "second");
        StoredMail third = add(store, "third");

        assertThat(store.page(0, 2)).containsExactly(third, second);
        assertThat(store.page(2, 2)).containsExactly(first);
        assertThat(store.latest()).contains(third);
    }

    @Test
    void rereadsWhatItHadStored() throws IOException {
        StoredMail before = add(MailStore.open(folder, 10), "kept");

        MailStore again = MailStore.open(folder, 10);

        assertThat(again.size()).isOne();
        assertThat(again.latest().orElseThrow().id()).isEqualTo(before.id());
        assertThat(again.latest().orElseThrow().source()).asString().isEqualTo("kept");
        assertThat(add(again, "later").id()).isGreaterThan(before.id());
    }

    @Test
    void letsTheOldestGoWhenThereAreTooManyOnDiskToo() throws IOException {
        MailStore store = MailStore.open(folder, 2);
        add(store, "first");
        StoredMail second = add(store, "second");
        StoredMail third = add(store, "third");

        assertThat(store.page(0, 10)).containsExactly(third, second);
        assertThat(filesInFolder()).isEqualTo(2);
        assertThat(MailStore.open(folder, 1).page(0, 10))
                .singleElement()
                .satisfies(mail -> assertThat(mail.id()).isEqualTo(third.id()));
    }

    @Test
    void keepsNothingOfAMailThatIsTooLargeOrBreaksOff() throws IOException {
        MailStore store = MailStore.open(folder, 10);
        InputStream broken = new InputStream() {
            private int left = 100;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("connection reset");
                }
                left--;
                return 'x';
            }
        };

        assertThatThrownBy(() -> store.add("", new ByteArrayInputStream(new byte[1001]), 1000))
                .isInstanceOf(MailTooLargeException.class);
        assertThatThrownBy(() -> store.add("", broken, 1000)).hasMessage("connection reset");

        assertThat(store.size()).isZero();
        assertThat(filesInFolder()).isZero();
        store.add("", new ByteArrayInputStream(new byte[1000]), 1000);
        assertThat(store.size()).isOne();
    }

    @Test
    void removesWhatAProcessThatWasKilledHadNotFinished() throws IOException {
        Files.writeString(folder.resolve("1.part"), "half a mail");

        assertThat(MailStore.open(folder, 10).size()).isZero();
        assertThat(filesInFolder()).isZero();
    }

    private static StoredMail add(MailStore store, String mail) throws IOException {
        return store.add("", new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)), 1000);
    }

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
