package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The wait of a select for the first of several things, and the blocker that its thread parks at.
 *
 * <p>Each thing is taken by one atomic attempt, so a select needs no protocol that reserves one thing while it gives up
 * the others: it enlists with all of them, attempts each, parks, and attempts each again. The first attempt that
 * succeeds is the choice, and no other follows.
 *
 * <p>Used by one thread at a time, except for {@link #ring()} and the methods of {@link Blocker}.
 */
public final class SelectSync extends QueuedSync {
    private static final long serialVersionUID = 1L;

    /** Returned by {@link #await} if the timeout has elapsed. */
    public static final int NONE = -1;

    // The state. Transitions: QUIET -> RUNG by ring(), RUNG -> QUIET by the waiting thread before it attempts.
    private static final long QUIET = 0;
    private static final long RUNG = 1;

    private final transient Object select;

    /** Never changed during a wait. An array, since iterating over a list allocates, and the end of a wait must not. */
    private transient volatile SelectSource<?>[] sources = {};

    /** The index of the first source to attempt: the one after the source that was chosen last. */
    private transient int next;

    private transient boolean inOrder;

    /**
     * Creates a wait for nothing.
     *
     * @param select the select, as shown in dumps
     */
    public SelectSync(Object select) {
        this.select = select;
    }

    /**
     * Adds a source.
     *
     * @param source the source
     */
    public void add(SelectSource<?> source) {
        var longer = Arrays.copyOf(sources, sources.length + 1);
        longer[sources.length] = source;
        sources = longer;
    }

    /** Attempts the sources in the order in which they were added, from now on. */
    public void inOrder() {
        inOrder = true;
    }

    /** {@return the sources, in the order in which they were added} */
    public Stream<SelectSource<?>> sources() {
        return Arrays.stream(sources);
    }

    /**
     * Waits until one of the sources is ready, and takes what it has.
     *
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method does not wait
     * @return the index of the source, or {@link #NONE} if the timeout elapsed first
     * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled; nothing was taken
     * @throws InterruptedException if the thread is interrupted before or while it waits; nothing was taken
     * @throws RuntimeException if a source can never be ready; nothing was taken
     */
    public int await(long nanos) throws InterruptedException {
        Cancelling.check();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for " + select);
        }
        var chosen = attemptEach();
        return chosen != NONE || nanos <= 0 ? chosen : enlistAndAwait(nanos);
    }

    private int enlistAndAwait(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        try {
            for (var source : sources) {
                source.enlist(this);
            }
            for (var left = nanos; ; left = Timeout.left(deadline, nanos)) {
                setState(QUIET);
                var chosen = attemptEach();
                if (chosen != NONE || left <= 0) {
                    return chosen;
                }
                park(left);
            }
        } finally {
            for (var source : sources) {
                source.delist();
            }
        }
    }

    private void park(long nanos) throws InterruptedException {
        if (Cancelling.endsDeadlocksOf(nanos)) {
            CancelPoint.await(left -> blockShared(1, left), nanos);
        } else {
            blockShared(1, nanos);
        }
    }

    private int attemptEach() {
        var all = sources;
        var index = inOrder ? 0 : next;
        for (var left = all.length; left > 0; left--, index++) {
            if (index >= all.length) {
                index = 0;
            }
            if (attempt(all[index], index)) {
                return index;
            }
        }
        return NONE;
    }

    /** Attempts one source. A source that fails has had its turn, too. */
    private boolean attempt(SelectSource<?> source, int index) {
        var chosen = true;
        try {
            chosen = source.attempt();
        } finally {
            if (chosen) {
                next = index + 1;
            }
        }
        return chosen;
    }

    /** Wakes the waiting thread, which attempts each source again. */
    void ring() {
        releaseShared(1);
    }

    @Override
    protected boolean tryReleaseShared(long ignored) {
        setState(RUNG);
        return true;
    }

    @Override
    protected long tryAcquireShared(long ignored) {
        return getState() == RUNG || isAnyOver() ? 1 : -1;
    }

    private boolean isAnyOver() {
        for (var source : sources) {
            if (source.isOver()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.SELECT;
    }

    @Override
    public Object awaited() {
        return select;
    }

    /** Any of the sources can end the wait. */
    @Override
    public Enders enders(Thread waiter) {
        if (getState() == RUNG) {
            return Enders.Open.OVER;
        }
        var parts = new ArrayList<Enders>();
        for (var source : sources) {
            parts.add(source.enders(waiter));
        }
        if (parts.stream().anyMatch(Enders::isOver)) {
            return Enders.Open.OVER;
        }
        return parts.contains(Enders.Open.ANY_THREAD) ? Enders.Open.ANY_THREAD : new Enders.Any(parts);
    }
}
