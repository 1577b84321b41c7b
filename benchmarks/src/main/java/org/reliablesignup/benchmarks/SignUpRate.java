package org.reliablesignup.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.MailSink;
import org.reliablesignup.benchmarks.rig.Pgbench;
import org.reliablesignup.benchmarks.rig.Resources;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.benchmarks.rig.Wrk;

/** How many sign-ups a second, with each way from the transaction to the topic, and with none. */
final class SignUpRate implements Chapter {

    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32, 128);
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(75);
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration ROUND_TRIP_TO_MAIL_SERVER = Duration.ofMillis(20);

    @Override
    public String title() {
        return "Sign-ups per second";
    }

    @Override
    public String unit() {
        return "sign-ups/s";
    }

    @Override
    public void measure(Rig rig, Results results) {
        Path script = Resources.file(rig.folder(), "sign-up.pgbench");
        Wrk wrk = new Wrk(rig.folder());
        // Nobody publishes what pgbench leaves there.
        Database limit = rig.postgres().create("limit");
        limit.migrate("db/migration/account");
        try (MailSink mails = new MailSink(ROUND_TRIP_TO_MAIL_SERVER);
                Contenders contenders = new Contenders(rig, mails.port(), Peer.values())) {
            contenders.forEach(contender -> wrk.signUpsPerSecond(contender.port(), 32, WARM_UP));
            for (int connections : CONNECTIONS) {
                String condition = connections + (connections == 1 ? " connection" : " connections");
                for (int round = 1; round <= ROUNDS; round++) {
                    int number = round;
                    contenders.forEach(contender -> results.add(
                            condition,
                            contender.name(),
                            number,
                            wrk.signUpsPerSecond(contender.port(), connections, TIME)));
                    results.add(
                            condition,
                            "pgbench, the same statements",
                            round,
                            Pgbench.transactionsPerSecond(limit, script, connections, TIME));
                }
            }
        }
    }
}
