import module java.net.http;

// Signs up many owners at once and looks whether each of them got one mail. Needs nothing but a JDK 25:
//
//   java scripts/Load.java --accounts 1000 --connections 16
//   java scripts/Load.java --check target/load-….tsv
//
// It is one client: outside the demo, start account-service with LIMITS_PERCLIENT=none (or
// LIMITS_PERCLIENT=none docker compose up --wait), or its limit will be what you measure.
//
// It posts until so many sign-ups were answered 201. A sign-up that got another answer, or none, is counted and
// replaced by one with a new address, so services may be killed meanwhile. Answers and mails are written to a ledger
// as they are seen; --check reads a ledger and the inbox later, without posting. A run looks only at its own addresses.
// Exit status 0: nothing missing, no copies.

static final HttpClient HTTP = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
static final int PAGE = 200;

void main(String[] args) throws Exception {
    var options = new Options(args);
    var inbox = new Inbox(options.inbox);
    boolean complete;
    try (var ledger = new Ledger(options.ledger)) {
        var watching = Thread.ofVirtual().start(() -> watch(inbox, ledger));
        if (options.post) {
            new Sender(options, ledger).postAll();
        }
        awaitMails(ledger, options);
        watching.interrupt();
        watching.join();
        boolean inboxRead = readAll(inbox, ledger);
        complete = report(ledger) && inboxRead;
    }
    System.exit(complete ? 0 : 1);
}

/**
 * Reads the inbox for as long as there is load: one that lives in a process that is killed may forget. Pauses for up
 * to ten times as long as it read, since an inbox that is busy answering us is slower to take mail.
 */
static void watch(Inbox inbox, Ledger ledger) {
    while (!Thread.currentThread().isInterrupted()) {
        long start = System.nanoTime();
        try {
            inbox.readNew(ledger);
        } catch (InterruptedException e) {
            return;
        } catch (IOException e) {
            // Away: what matters is whether it is there at the end.
        }
        LockSupport.parkNanos(Math.clamp(10 * (System.nanoTime() - start), 300_000_000L, 5_000_000_000L));
    }
}

static boolean readAll(Inbox inbox, Ledger ledger) throws InterruptedException {
    try {
        inbox.readAll(ledger);
        return true;
    } catch (IOException e) {
        System.out.printf("inbox cannot be read (%s): only what was seen before is counted%n", e);
        return false;
    }
}

static void awaitMails(Ledger ledger, Options options) throws InterruptedException {
    var lastSeen = Instant.now();
    int seen = -1;
    while (!ledger.missing().isEmpty() && lastSeen.plus(options.patience).isAfter(Instant.now())) {
        if (ledger.mails.size() != seen) {
            seen = ledger.mails.size();
            lastSeen = Instant.now();
        }
        Thread.sleep(50);
    }
    Thread.sleep(options.settle); // a copy would come after its original
}

static boolean report(Ledger ledger) {
    var missing = ledger.missing();
    var byAddress = ledger.mails.values().stream().collect(Collectors.groupingBy(Mail::address));
    var byMessageId = ledger.mails.values().stream().collect(Collectors.groupingBy(Mail::messageId, Collectors.counting()));
    var waits = ledger.answered.values().stream()
            .filter(answer -> byAddress.containsKey(answer.address))
            .map(answer -> Duration.between(answer.at, byAddress.get(answer.address).stream()
                    .map(Mail::created).min(Comparator.naturalOrder()).orElseThrow()).toMillis())
            .sorted().toList();
    long copies = byMessageId.values().stream().mapToLong(count -> count - 1).sum();
    long twice = byAddress.values().stream()
            .filter(mails -> mails.stream().map(Mail::messageId).distinct().count() > 1).count();
    long unanswered = byAddress.keySet().stream().filter(address -> !ledger.answered.containsKey(address)).count();
    System.out.printf("answered 201:        %d%n", ledger.answered.size());
    System.out.printf("of these with mail:  %d%n", waits.size());
    System.out.printf("missing:             %d%n", missing.size());
    System.out.printf("copies:              %d (same Message-ID again)%n", copies);
    System.out.printf("second mails:        %d (accounts that got more than one Message-ID)%n", twice);
    System.out.printf("mails without a 201: %d (the answer was lost, the account was made)%n", unanswered);
    System.out.printf("201 to mail:         %s (inbox \"Created\" less our receipt of the 201)%n", spread(waits));
    missing.stream().limit(10).forEach(answer -> System.out.printf("  missing: %s %s %s%n", answer.id, answer.address, answer.at));
    System.out.printf("ledger:              %s%n", ledger.file);
    return missing.isEmpty() && copies == 0 && twice == 0;
}

static String spread(List<Long> sorted) {
    if (sorted.isEmpty()) {
        return "none";
    }
    LongFunction<Long> at = percent -> sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    return "min %d, p50 %d, p99 %d, max %d ms".formatted(sorted.getFirst(), at.apply(50), at.apply(99), sorted.getLast());
}

record Answer(String id, String address, Instant at) {}

record Mail(String inboxId, String messageId, String address, Instant created) {}

static class Options {
    int accounts = 1000;
    int connections = 16;
    URI service = URI.create("http://localhost:8080");
    URI inbox = URI.create("http://localhost:8025");
    Path ledger = Path.of("target", "load-" + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "") + ".tsv");
    Duration patience = Duration.ofSeconds(60);
    Duration settle = Duration.ofSeconds(2);
    boolean post = true;

    Options(String[] args) {
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : usage();
            switch (args[i]) {
                case "--accounts" -> accounts = Integer.parseInt(value);
                case "--connections" -> connections = Integer.parseInt(value);
                case "--service" -> service = URI.create(value);
                case "--inbox" -> inbox = URI.create(value);
                case "--ledger" -> ledger = Path.of(value);
                case "--patience" -> patience = Duration.ofSeconds(Long.parseLong(value));
                case "--check" -> {
                    ledger = Path.of(value);
                    post = false;
                }
                default -> usage();
            }
        }
        if (!post && !Files.exists(ledger)) {
            System.err.println("no such ledger: " + ledger);
            System.exit(2);
        }
    }

    static String usage() {
        System.err.println("java scripts/Load.java [--accounts N] [--connections N] [--service URL] [--inbox URL]"
                + " [--ledger FILE] [--patience SECONDS without a 201, or without a mail] | --check FILE [--inbox URL]");
        System.exit(2);
        return "";
    }
}

static class Sender {
    private final Options options;
    private final Ledger ledger;
    private final AtomicInteger next = new AtomicInteger();
    private final Semaphore wanted;
    private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();
    private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
    private volatile Instant last201 = Instant.now();

    Sender(Options options, Ledger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.wanted = new Semaphore(options.accounts);
    }

    void postAll() throws InterruptedException {
        var start = Instant.now();
        var threads = IntStream.range(0, options.connections)
                .mapToObj(i -> Thread.ofVirtual().start(this::postWhileWanted)).toList();
        for (var thread : threads) {
            thread.join();
        }
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        System.out.printf("posted:              %d answered 201 over %d connections in %.2f s, %.0f/s%n",
                millis.size(), options.connections, seconds, millis.size() / seconds);
        System.out.printf("time to 201:         %s%n", spread(millis.stream().sorted().toList()));
        System.out.printf("other answers:       %s%n", failures.isEmpty() ? "none" : failures);
    }

    private void postWhileWanted() {
        while (wanted.tryAcquire()) {
            while (!post(ledger.run + "-" + next.incrementAndGet() + "@example.com")) {
                if (last201.plus(options.patience).isBefore(Instant.now())) {
                    return;
                }
                LockSupport.parkNanos(100_000_000L);
            }
            last201 = Instant.now();
        }
    }

    private boolean post(String address) {
        var body = "{\"ownerName\":\"Load Test\",\"email\":\"" + address + "\"}";
        var request = HttpRequest.newBuilder(options.service.resolve("/accounts"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 201) {
                ledger.add(new Answer((String) Json.object(response.body()).get("id"), address, Instant.now()));
                millis.add((System.nanoTime() - start) / 1_000_000);
                return true;
            }
            failures.merge("HTTP " + response.statusCode(), 1, Integer::sum);
        } catch (IOException e) {
            failures.merge(e.getClass().getSimpleName(), 1, Integer::sum);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }
}

/** The messages of Mailpit's API, newest first. */
static class Inbox {
    private final URI uri;

    Inbox(URI uri) {
        this.uri = uri;
    }

    void readNew(Ledger ledger) throws IOException, InterruptedException {
        read(ledger, false);
    }

    void readAll(Ledger ledger) throws IOException, InterruptedException {
        read(ledger, true);
    }

    /** What arrives while pages are read moves the rest back: seen twice, never missed. */
    private void read(Ledger ledger, boolean all) throws IOException, InterruptedException {
        for (int start = 0; ; start += PAGE) {
            var request = HttpRequest.newBuilder(uri.resolve("/api/v1/messages?limit=" + PAGE + "&start=" + start))
                    .timeout(Duration.ofSeconds(30)).build();
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("inbox answered " + response.statusCode());
            }
            var messages = Json.objects(Json.object(response.body()).get("messages"));
            boolean anyNew = false;
            for (var message : messages) {
                for (var to : Json.objects(message.get("To"))) {
                    anyNew |= ledger.add(new Mail((String) message.get("ID"), (String) message.get("MessageID"),
                            (String) to.get("Address"), OffsetDateTime.parse((String) message.get("Created")).toInstant()));
                }
            }
            if (messages.size() < PAGE || !(anyNew || all)) {
                return;
            }
        }
    }
}

/** What was answered and what arrived, in memory and, a line each, in a file that outlives this process. */
static class Ledger implements AutoCloseable {
    final Path file;
    final String run;
    final Map<String, Answer> answered = new ConcurrentHashMap<>();
    final Map<String, Mail> mails = new ConcurrentHashMap<>();
    private final Writer out;

    Ledger(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.createDirectories(this.file.getParent());
        var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        run = lines.isEmpty() ? "load-" + Long.toString(System.currentTimeMillis(), 36) : lines.getFirst().split("\t")[1];
        for (var line : lines) {
            var field = line.split("\t", -1);
            switch (field[0]) {
                case "201" -> answered.put(field[2], new Answer(field[1], field[2], Instant.parse(field[3])));
                case "mail" -> remember(new Mail(field[1], field[2], field[3], Instant.parse(field[4])));
                default -> {}
            }
        }
        out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (lines.isEmpty()) {
            write("run", run);
        }
    }

    void add(Answer answer) throws IOException {
        answered.put(answer.address, answer);
        write("201", answer.id, answer.address, answer.at.toString());
    }

    /** Whether it is new. Mails to addresses of other runs are left alone. */
    boolean add(Mail mail) throws IOException {
        if (!mail.address.startsWith(run + "-") || !remember(mail)) {
            return false;
        }
        write("mail", mail.inboxId, mail.messageId, mail.address, mail.created.toString());
        return true;
    }

    private boolean remember(Mail mail) {
        return mails.putIfAbsent(mail.inboxId + mail.messageId + mail.created, mail) == null;
    }

    private synchronized void write(String... fields) throws IOException {
        out.write(String.join("\t", fields) + "\n");
        out.flush();
    }

    List<Answer> missing() {
        var arrived = mails.values().stream().map(Mail::address).collect(Collectors.toSet());
        return answered.values().stream().filter(answer -> !arrived.contains(answer.address)).toList();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

/** As much of a JSON reader as this needs; the JDK has none. */
static class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) {
        return (Map<String, Object>) new Json(text).value();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object array) {
        return array == null ? List.of() : (List<Map<String, Object>>) array;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> {
                var object = new HashMap<String, Object>();
                for (at++; peek() != '}'; skip(',')) {
                    String name = string();
                    skip(':');
                    object.put(name, value());
                }
                at++;
                yield object;
            }
            case '[' -> {
                var array = new ArrayList<>();
                for (at++; peek() != ']'; skip(',')) {
                    array.add(value());
                }
                at++;
                yield array;
            }
            case '"' -> string();
            default -> {
                int start = at;
                while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                String word = text.substring(start, at);
                yield word.equals("null") ? null : word;
            }
        };
    }

    private String string() {
        var string = new StringBuilder();
        peek();
        for (at++; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                string.append(c);
            } else if (text.charAt(++at) == 'u') {
                string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                int control = "bfnrt".indexOf(text.charAt(at));
                string.append(control < 0 ? text.charAt(at) : "\b\f\n\r\t".charAt(control));
            }
        }
        at++;
        return string.toString();
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void skip(char c) {
        if (peek() == c) {
            at++;
        }
    }
}
