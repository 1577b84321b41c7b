package org.reliablesignup.accountservice.progress.web;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.reliablesignup.accountservice.progress.ProgressSettings;
import org.reliablesignup.accountservice.progress.Step;
import org.reliablesignup.accountservice.progress.Watch;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who watch, each by a thread of its own: a slow one holds up nobody. None is told for longer than some
 * minutes; a browser asks again by itself, and is told everything again.
 */
@Component
@ConditionalOnBooleanProperty("progress.enabled")
class Watchers implements SmartLifecycle {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Of silence, after which it is looked whether anybody is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Semaphore places;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Watchers(ProgressSettings settings) {
        places = new Semaphore(settings.maxWatchers());
    }

    /**
     * Tells of what was before and of what comes.
     *
     * @param watch is closed when nobody is told any more; not if this throws
     * @throws TooManyWatchersException if there is no place left
     */
    SseEmitter tell(List<Step> before, Watch watch) {
        if (!running || !places.tryAcquire()) {
            throw new TooManyWatchersException();
        }
        SseEmitter emitter = new SseEmitter(LONGEST.multipliedBy(2).toMillis());
        Thread thread = Thread.ofVirtual().name("watcher").unstarted(() -> tell(emitter, before, watch));
        threads.add(thread);
        thread.start();
        return emitter;
    }

    private void tell(SseEmitter emitter, List<Step> before, Watch watch) {
        Instant end = Instant.now().plus(LONGEST);
        try (watch) {
            for (Step step : before) {
                emitter.send(step);
            }
            while (running && Instant.now().isBefore(end)) {
                Step step = watch.next(HEARTBEAT);
                if (step == null) {
                    emitter.send(SseEmitter.event().comment("nothing new"));
                } else {
                    emitter.send(step);
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // Whoever watched has gone; the container knows it, too.
            return;
        } catch (InterruptedException e) {
            emitter.complete();
        } finally {
            places.release();
            threads.remove(Thread.currentThread());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server, which waits for all answers to come to their end. */
    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
