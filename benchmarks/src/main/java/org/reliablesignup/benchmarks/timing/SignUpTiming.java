package org.reliablesignup.benchmarks.timing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.reliablesignup.benchmarks.rig.KeptConnection;
import org.reliablesignup.benchmarks.timing.Address.Kind;

/** Does the time of the answer to a sign-up tell whether the address is known? */
public final class SignUpTiming {

    private static final Path FOLDER = Path.of("target", "sign-up-timing").toAbsolutePath();
    private static final int WARM_UP = 4_000;
    private static final int SAMPLES_OF_EACH = 5_000;

    /** Accounts that are there beside those that are asked for, so that the index has some depth. */
    private static final int OTHER_ACCOUNTS = 50_000;

    private static final List<Integer> CONNECTIONS = List.of(1, 4);
    private static final long SEED = 20_260_301;

    private SignUpTiming() {}

    public static void main(String[] arguments) throws Exception {
        Random random = new Random(SEED);
        Report report = new Report(System.out, FOLDER);
        try (Bench bench = new Bench(FOLDER)) {
            bench.confirm(Address.random(Kind.CONFIRMED, OTHER_ACCOUNTS, random));
            time(bench, 1, WARM_UP / 2, random);
            for (int connections : CONNECTIONS) {
                double before = load();
                report.write(connections, time(bench, connections, SAMPLES_OF_EACH, random));
                System.out.printf(
                        "%d processors, load average %.1f before and %.1f after, Java %s%n",
                        Runtime.getRuntime().availableProcessors(), before, load(), Runtime.version());
            }
            int all = WARM_UP / 2 + CONNECTIONS.size() * SAMPLES_OF_EACH;
            for (Kind kind : Kind.values()) {
                if (bench.signUps(kind) != all) {
                    throw new IllegalStateException("not what was to be measured: %d sign-ups with %s addresses"
                            .formatted(bench.signUps(kind), kind));
                }
            }
        }
    }

    /** So many sign-ups of each kind, in random order, shared out among the connections. */
    private static List<Sample> time(Bench bench, int connections, int ofEach, Random random) throws Exception {
        List<Address> addresses = new ArrayList<>(Address.random(Kind.CONFIRMED, ofEach, random));
        bench.confirm(addresses);
        addresses.addAll(Address.random(Kind.FRESH, ofEach, random));
        Collections.shuffle(addresses, random);
        List<Callable<List<Sample>>> clients = new ArrayList<>();
        for (int client = 0; client < connections; client++) {
            int number = client;
            List<Address> share = addresses.subList(
                    client * addresses.size() / connections, (client + 1) * addresses.size() / connections);
            clients.add(() -> time(bench.port(), number, share));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Sample> samples = new ArrayList<>();
            for (Future<List<Sample>> client : threads.invokeAll(clients)) {
                samples.addAll(client.get());
            }
            return samples;
        }
    }

    private static List<Sample> time(int port, int connection, List<Address> addresses) throws IOException {
        List<Sample> samples = new ArrayList<>(addresses.size());
        try (KeptConnection client = new KeptConnection(port)) {
            for (Address address : addresses) {
                samples.add(new Sample(connection, address, client.signUp(address.value())));
            }
        }
        return samples;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
