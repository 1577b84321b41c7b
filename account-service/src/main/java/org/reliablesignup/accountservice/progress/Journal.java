package org.reliablesignup.accountservice.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The steps of the accounts to which something happened last, and who is told of the next ones. Thread-safe. */
public final class Journal {

    /** Each mail takes three steps; who asks for so many mails that they are more is told the last ones. */
    private static final int MAX_STEPS = 50;

    private final Map<UUID, List<Step>> kept;
    private final Map<UUID, Set<Watch>> watches = new HashMap<>();

    Journal(int maxAccounts) {
        kept = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, List<Step>> eldest) {
                return size() > maxAccounts;
            }
        };
    }

    /** Tells of what is kept of the account, and then of whatever happens to it until the watch is closed. */
    public synchronized Watch watch(UUID account) {
        Watch watch = new Watch(List.copyOf(kept.getOrDefault(account, List.of())), ended -> end(account, ended));
        watches.computeIfAbsent(account, one -> new HashSet<>()).add(watch);
        return watch;
    }

    /** What was told before changes nothing. */
    synchronized void add(UUID account, Step step) {
        List<Step> steps = kept.remove(account);
        if (steps == null) {
            steps = new ArrayList<>();
        }
        kept.put(account, steps);
        if (steps.stream().anyMatch(step::repeats)) {
            return;
        }
        if (steps.size() == MAX_STEPS) {
            steps.removeFirst();
        }
        steps.add(step);
        watches.getOrDefault(account, Set.of()).forEach(watch -> watch.tell(step));
    }

    synchronized void forget(UUID account) {
        kept.remove(account);
    }

    private synchronized void end(UUID account, Watch watch) {
        watches.computeIfPresent(account, (same, those) -> {
            those.remove(watch);
            return those.isEmpty() ? null : those;
        });
    }
}
