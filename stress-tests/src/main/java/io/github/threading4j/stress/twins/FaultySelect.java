package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Two queues from which items are taken by a select that is correct except for one mistake. */
public final class FaultySelect implements QueueApi {
    /** The mistake of a select. */
    public enum Fault {
        /** A select that was signalled by one queue and takes from the other, or gives up, does not signal the next. */
        KEEPS_THE_WAKE_UP,
        /** A select attempts before it enlists, and then parks. */
        ATTEMPTS_BEFORE_IT_ENLISTS,
        /** A select that was signalled but came too late can't be signalled again. */
        STAYS_SIGNALLED
    }

    /** A select that waits for one of the queues. */
    private static final class Watcher {
        final Thread thread = Thread.currentThread();
        boolean signalled;
    }

    private static final class Source {
        final ArrayDeque<Integer> items = new ArrayDeque<>();
        final ArrayDeque<Watcher> watchers = new ArrayDeque<>();

        synchronized void put(int item) {
            items.add(item);
            signal();
        }

        synchronized int poll(Watcher watcher, Fault fault) {
            if (fault != Fault.STAYS_SIGNALLED) {
                watcher.signalled = false;
            }
            return items.isEmpty() ? NONE : items.remove();
        }

        synchronized void enlist(Watcher watcher) {
            watchers.add(watcher);
        }

        synchronized void delist(Watcher watcher, Fault fault) {
            watchers.remove(watcher);
            if (watcher.signalled && fault != Fault.KEEPS_THE_WAKE_UP) {
                signal();
            }
        }

        private void signal() {
            for (Watcher watcher : watchers) {
                if (!watcher.signalled) {
                    watcher.signalled = true;
                    LockSupport.unpark(watcher.thread);
                    return;
                }
            }
        }

        synchronized int size() {
            return items.size();
        }
    }

    private final Fault fault;
    private final List<Source> sources;

    /**
     * Creates a select.
     *
     * @param fault its mistake
     * @param queues the number of queues, 1 or 2
     */
    public FaultySelect(Fault fault, int queues) {
        this.fault = fault;
        this.sources = queues == 1 ? List.of(new Source()) : List.of(new Source(), new Source());
    }

    @Override
    public boolean put(int item, long nanos) {
        sources.get(item % sources.size()).put(item);
        return true;
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        List<Watcher> watchers = sources.stream().map(source -> new Watcher()).toList();
        if (fault == Fault.ATTEMPTS_BEFORE_IT_ENLISTS) {
            int item = attempt(watchers);
            if (item != NONE) {
                return item;
            }
            Rendezvous.jitter(100);
        }
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).enlist(watchers.get(i));
        }
        try {
            return await(watchers, System.nanoTime(), nanos);
        } finally {
            for (int i = 0; i < sources.size(); i++) {
                sources.get(i).delist(watchers.get(i), fault);
            }
        }
    }

    private int await(List<Watcher> watchers, long start, long nanos) throws InterruptedException {
        boolean looks = fault != Fault.ATTEMPTS_BEFORE_IT_ENLISTS;
        while (true) {
            int item = looks ? attempt(watchers) : NONE;
            long left = nanos - (System.nanoTime() - start);
            if (item != NONE || left <= 0) {
                return item;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            looks = true;
        }
    }

    private int attempt(List<Watcher> watchers) {
        for (int i = 0; i < sources.size(); i++) {
            int item = sources.get(i).poll(watchers.get(i), fault);
            if (item != NONE) {
                return item;
            }
        }
        return NONE;
    }

    @Override
    public int size() {
        return sources.stream().mapToInt(Source::size).sum();
    }
}
