package org.reliablesignup.accountservice.progress;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody who watches one account; for one thread, which closes it. */
public final class Watch implements AutoCloseable {

    private final List<Step> before;
    private final BlockingQueue<Step> next = new LinkedBlockingQueue<>();
    private final Consumer<Watch> end;

    Watch(List<Step> before, Consumer<Watch> end) {
        this.before = before;
        this.end = end;
    }

    /** What was known when the watch began. */
    public List<Step> before() {
        return before;
    }

    /** What happens next, or null if nothing does for so long. */
    public @Nullable Step next(Duration patience) throws InterruptedException {
        return next.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void tell(Step step) {
        next.add(step);
    }

    @Override
    public void close() {
        end.accept(this);
    }
}
