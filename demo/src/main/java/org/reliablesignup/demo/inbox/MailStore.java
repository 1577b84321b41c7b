package org.reliablesignup.demo.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The mails of the inbox, each a file; the oldest go when there are too many. Thread-safe. */
final class MailStore {

    private static final String MAIL = ".eml";
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final int capacity;
    private final ConcurrentNavigableMap<MailId, StoredMail> mails = new ConcurrentSkipListMap<>();
    private final MailId.Source ids;

    private MailStore(Path folder, int capacity) throws IOException {
        this.folder = folder;
        this.capacity = capacity;
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(this::reread);
        }
        this.ids = new MailId.Source(mails.isEmpty() ? 0 : mails.lastKey().micros());
        removeOldest();
    }

    static MailStore open(Path folder, int capacity) throws IOException {
        return new MailStore(Files.createDirectories(folder), capacity);
    }

    /**
     * Stores a mail; once this has returned it is on disk.
     *
     * @throws MailTooLargeException when it has more than {@code limit} bytes; nothing is stored then
     */
    StoredMail add(String head, InputStream mail, long limit) throws IOException {
        Path unfinished = Files.createTempFile(folder, "", UNFINISHED);
        try {
            write(unfinished, head, mail, limit);
            MailId id = ids.next();
            Path file = Files.move(unfinished, folder.resolve(id + MAIL), StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
            StoredMail stored = new StoredMail(id, file);
            mails.put(id, stored);
            removeOldest();
            return stored;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    int size() {
        return mails.size();
    }

    long unread() {
        return mails.values().stream().filter(mail -> !mail.isRead()).count();
    }

    /** Newest first. */
    List<StoredMail> page(int start, int limit) {
        return mails.descendingMap().values().stream().skip(start).limit(limit).toList();
    }

    Optional<StoredMail> latest() {
        return Optional.ofNullable(mails.lastEntry()).map(Map.Entry::getValue);
    }

    Optional<StoredMail> find(MailId id) {
        return Optional.ofNullable(mails.get(id));
    }

    void remove(MailId id) throws IOException {
        StoredMail mail = mails.remove(id);
        if (mail != null) {
            Files.deleteIfExists(mail.file());
        }
    }

    void clear() throws IOException {
        for (MailId id : mails.keySet()) {
            remove(id);
        }
    }

    private void reread(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(UNFINISHED)) {
            delete(file);
        } else if (name.endsWith(MAIL)) {
            MailId.parse(name.substring(0, name.length() - MAIL.length()))
                    .ifPresent(id -> mails.put(id, new StoredMail(id, file)));
        }
    }

    /** One at a time: two that count at once would each remove what is too many for both. */
    private synchronized void removeOldest() throws IOException {
        while (mails.size() > capacity) {
            Map.Entry<MailId, StoredMail> oldest = mails.pollFirstEntry();
            if (oldest != null) {
                Files.deleteIfExists(oldest.getValue().file());
            }
        }
    }

    private static void write(Path file, String head, InputStream mail, long limit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(head.getBytes(StandardCharsets.UTF_8));
            copy(mail, out, limit);
            channel.force(true);
        }
    }

    // A new name survives a power cut only when its folder is synced; Windows has no way to, and no need.
    private void syncFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void copy(InputStream mail, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[8192];
        long size = 0;
        for (int n = mail.read(buffer); n >= 0; n = mail.read(buffer)) {
            size += n;
            if (size > limit) {
                throw new MailTooLargeException();
            }
            out.write(buffer, 0, n);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
