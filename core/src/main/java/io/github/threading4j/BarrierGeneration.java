package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Callbacks;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitPoint;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One round of a {@link Barrier}: the threads that meet, and how that ends. A round ends once, so its threads learn the
 * same whatever becomes of the barrier after.
 */
final class BarrierGeneration {
    /*
     *   GATHERING -> ACTING   complete(), by the last party
     *   ACTING    -> TRIPPED  complete(), when the action is done
     *   GATHERING -> BROKEN   by a waiting party whose time ran out or who was interrupted; breakUp()
     *   ACTING    -> BROKEN   complete(), when the action failed; breakUp()
     *
     * The latch opens when the round has ended: by whoever broke it, or by the last party, once the barrier has a new one.
     */
    private enum Phase {
        GATHERING,
        ACTING,
        TRIPPED,
        BROKEN
    }

    private final Barrier barrier;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.GATHERING);
    private final Latch end;

    /** Threads that came: the first parties() of them belong to this round, the others to a later one. */
    private final AtomicInteger arrivals = new AtomicInteger();

    BarrierGeneration(Barrier barrier) {
        this.barrier = barrier;
        this.end = new Latch(WaitPoint.Kind.SIGNAL, barrier, null);
    }

    /** Counts the calling thread in; a result of parties() or more means that it came too late for this round. */
    int arrive() throws InterruptedException, BrokenBarrierException {
        var now = phase.get();
        if (now == Phase.BROKEN) {
            throw broken();
        }
        if (now != Phase.GATHERING) {
            return barrier.parties();
        }
        if (Thread.interrupted()) {
            breakFrom(Phase.GATHERING);
            throw new InterruptedException("interrupted before waiting for " + barrier);
        }
        return arrivals.getAndIncrement();
    }

    /** Waits for the others as a party of this round. */
    int awaitOthers(int place, long nanos) throws InterruptedException, BrokenBarrierException {
        try {
            if (!end.await(nanos) && !breakFrom(Phase.GATHERING)) {
                end.awaitUninterruptibly(); // all have come in time: how it ends is only a matter of the action
            }
        } catch (InterruptedException e) {
            if (breakFrom(Phase.GATHERING)) {
                throw e;
            }
            end.awaitUninterruptibly();
            Thread.currentThread().interrupt();
        }
        if (phase.get() == Phase.TRIPPED) {
            return place;
        }
        throw broken();
    }

    /** Waits for the end of this round as a thread that does not belong to it. */
    void awaitEnd() throws InterruptedException {
        end.await(Timeout.FOREVER);
    }

    /** Runs the action, as the last party; if this returns, the round has tripped, and {@link #letGo} must follow. */
    void complete(@Nullable ThrowingRunnable<?> action) throws BrokenBarrierException {
        if (!phase.compareAndSet(Phase.GATHERING, Phase.ACTING)) {
            throw broken();
        }
        if (action != null) {
            try {
                action.run();
            } catch (Throwable e) {
                breakFrom(Phase.ACTING);
                throw Callbacks.rethrow(e, "the barrier action");
            }
        }
        if (!phase.compareAndSet(Phase.ACTING, Phase.TRIPPED)) {
            throw broken();
        }
    }

    void letGo() {
        end.open();
    }

    /** Breaks the round unless it has tripped; returns whether it is broken. */
    boolean breakUp() {
        return breakFrom(Phase.GATHERING) || breakFrom(Phase.ACTING) || isBroken();
    }

    private boolean breakFrom(Phase from) {
        if (!phase.compareAndSet(from, Phase.BROKEN)) {
            return false;
        }
        end.open();
        return true;
    }

    boolean isBroken() {
        return phase.get() == Phase.BROKEN;
    }

    /** Whether nobody has come and nothing has happened. */
    boolean isFresh() {
        return phase.get() == Phase.GATHERING && arrivals.get() == 0;
    }

    int waiting() {
        var now = phase.get();
        return now == Phase.GATHERING || now == Phase.ACTING ? Math.min(arrivals.get(), barrier.parties()) : 0;
    }

    private BrokenBarrierException broken() {
        return new BrokenBarrierException("barrier is broken: " + barrier);
    }
}
