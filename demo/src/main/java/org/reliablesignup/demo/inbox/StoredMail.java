package org.reliablesignup.demo.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A mail on disk. */
final class StoredMail {

    private final MailId id;
    private final Path file;
    private final AtomicBoolean read = new AtomicBoolean();
    private volatile @Nullable MessageSummary summary;

    StoredMail(MailId id, Path file) {
        this.id = id;
        this.file = file;
    }

    MailId id() {
        return id;
    }

    Path file() {
        return file;
    }

    Instant created() {
        return id.time();
    }

    byte[] source() throws IOException {
        return Files.readAllBytes(file);
    }

    boolean isRead() {
        return read.get();
    }

    void markRead() {
        read.set(true);
    }

    /** Its summary, parsed when it is first asked for and kept: a list of thousands is asked for again and again. */
    MessageSummary summary() throws IOException {
        MessageSummary known = summary;
        if (known == null) {
            known = MailReader.summary(this);
            summary = known;
        }
        return known.withRead(isRead());
    }
}
