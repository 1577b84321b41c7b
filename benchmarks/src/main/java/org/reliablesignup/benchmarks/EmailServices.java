package org.reliablesignup.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.reliablesignup.benchmarks.rig.Database;
import org.reliablesignup.benchmarks.rig.Rig;
import org.reliablesignup.testing.process.Service;

/** Several of email-service that share a queue. They stand still but for a measurement. */
final class EmailServices {

    private static final Map<String, String> CONNECTIONS = Map.of("delivery.connections", "32");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name;
    private final MailJobsTable queue;
    private final List<Service> services;

    /** Starts them. */
    EmailServices(String name, Rig rig, int mailPort, int instances) {
        this.name = name;
        Database database = rig.postgres().create("email");
        queue = new MailJobsTable(database);
        services = Stream.generate(() -> rig.emailService(NUMBERS.incrementAndGet(), database, mailPort, CONNECTIONS))
                .limit(instances)
                .map(service -> service.start(Rig.JVM).awaitReady())
                .toList();
        services.forEach(service -> service.process().pause());
    }

    String name() {
        return name;
    }

    /** Has each send so many mails alone. */
    void warmUp(int mails) {
        for (Service service : services) {
            service.process().resume();
            MailBacklog.ours(queue, mails);
            service.process().pause();
        }
    }

    /** Of all together. */
    double mailsPerSecond(int mails) {
        services.forEach(service -> service.process().resume());
        double all = MailBacklog.ours(queue, mails);
        services.forEach(service -> service.process().pause());
        return all;
    }

    void kill() {
        services.forEach(service -> service.process().kill());
    }
}
