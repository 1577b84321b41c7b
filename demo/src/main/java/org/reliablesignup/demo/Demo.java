package org.reliablesignup.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.reliablesignup.demo.inbox.DemoInbox;
import org.reliablesignup.demo.supervisor.Supervisor;

/** Starts the whole system and keeps it running until the process is told to end. */
final class Demo implements AutoCloseable {

    private final DemoSettings settings;
    private final Consumer<String> tell;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    Demo(DemoSettings settings, Consumer<String> tell) {
        this.settings = settings;
        this.tell = tell;
    }

    /** Ends with 1 and a line for each reason when it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            DemoSettings settings = DemoSettings.read(System::getProperty, System.getenv());
            run(settings);
            new CountDownLatch(1).await();
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(DemoSettings settings) throws InterruptedException {
        Demo demo = new Demo(settings, System.out::println);
        try {
            DemoLog.open(settings.logs());
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "end-of-demo"));
            if (settings.endsWithParent()) {
                endWithParent();
            }
            Supervisor services = demo.start();
            services.awaitReady();
            System.out.println(new Announcement(settings, services).text());
        } catch (CannotStart | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Logger.getLogger(Demo.class.getName()).log(Level.SEVERE, "Cannot start", e);
            throw new CannotStart("The demo cannot start: %s; more in %s".formatted(e.getMessage(), settings.logs()));
        }
    }

    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }

    /** Starts everything; the services may not be ready yet when it returns. */
    Supervisor start() throws Exception {
        List<String> problems = PortCheck.problems(settings);
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
        tell.accept("Starting broker, inbox and the two services");
        open(() -> DataFolder.hold(settings.data()));
        open(() -> EmbeddedBroker.start(settings.data().resolve("kafka"), settings.port(DemoPort.KAFKA)));
        open(() -> DemoInbox.start(
                settings.data().resolve("inbox"), settings.port(DemoPort.SMTP), settings.port(DemoPort.INBOX)));
        tell.accept("Kafka broker and inbox are ready");
        return open(() -> {
            Supervisor supervisor = new Supervisor(new Services(settings).specs(), tell);
            supervisor.start();
            return supervisor;
        });
    }

    private synchronized <T extends AutoCloseable> T open(Callable<T> part) throws Exception {
        if (closed) {
            throw new CannotStart("The demo was ended while it started");
        }
        T opened = part.call();
        parts.push(opened);
        return opened;
    }

    /** Ends everything, the services first, and returns when nothing runs any more. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                tell.accept("Not ended cleanly: " + e.getMessage());
            }
        }
    }
}
