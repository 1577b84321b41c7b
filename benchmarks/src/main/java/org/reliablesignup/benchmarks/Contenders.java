package org.reliablesignup.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reliablesignup.benchmarks.peer.Peer;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Wait;

/** Ours and some of its peers, each a process with a database of its own, of which one works at a time. */
final class Contenders implements AutoCloseable {

    private static final Duration DRAINS_WITHIN = Duration.ofMinutes(5);

    private final List<Contender> all = new ArrayList<>();

    /** Starts each, and has it stand still. */
    Contenders(Rig rig, int mailPort, Peer... peers) {
        try {
            for (Peer peer : peers) {
                Database database = rig.postgres().create(peer.title());
                Map<String, String> properties = rig.accountProperties(database);
                properties.put("spring.mail.host", "localhost");
                properties.put("spring.mail.port", Integer.toString(mailPort));
                add(new Contender(peer.title(), peer.service(rig.folder(), properties), database, peer.backlog()));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(Contender contender) {
        contender.service().start(Rig.JVM);
        all.add(contender);
        contender.service().awaitReady();
        contender.pause();
    }

    /** Has each work alone, and on until its library has published all of it. */
    void forEach(Consumer<Contender> work) {
        for (Contender contender : all) {
            contender.resume();
            work.accept(contender);
            Wait.until(contender.name() + " has published all", DRAINS_WITHIN, contender::isDrained);
            contender.pause();
        }
    }

    @Override
    public void close() {
        all.forEach(contender -> contender.service().process().kill());
    }
}
