package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.BrokenBarrierException;
import org.jspecify.annotations.Nullable;

/**
 * One round of a {@link Barrier}: its threads and its outcome. A round ends once, so all of its threads get the same
 * outcome, whatever happens to the barrier afterwards.
 */
final class BarrierGeneration {
    /*
     *   GATHERING -> TRIPPED  complete(), by the last party, without an action
     *   GATHERING -> ACTING   complete(), by the last party, with an action
     *   ACTING    -> TRIPPED  complete(), when the action has returned
     *   GATHERING -> BROKEN   by a waiting party that timed out or was interrupted; breakUp()
     *   ACTING    -> BROKEN   complete(), when the action failed; breakUp()
     *   TRIPPED   -> BROKEN   wasReplaced(), by the last party, if a reset came before it could release the others
     *
     * The latch is opened when the round has ended: by the thread that broke it, or by the last party, once the barrier
     * has a new round.
     */
    private enum Phase {
        GATHERING,
        ACTING,
        TRIPPED,
        BROKEN
    }

    private static final VarHandle PHASE = VarHandles.field(MethodHandles.lookup(), "phase", Phase.class);
    private static final VarHandle ARRIVALS = VarHandles.field(MethodHandles.lookup(), "arrivals", int.class);

    private final Barrier barrier;
    private final Latch end;

    // Fields, not atomic objects: each additional object of a new round would cost every arriving thread a cache miss.
    private volatile Phase phase = Phase.GATHERING;

    /**
     * The number of threads that have arrived. The first getParties() of them belong to this round, the others to a
     * later one.
     */
    private volatile int arrivals;

    BarrierGeneration(Barrier barrier) {
        this.barrier = barrier;
        this.end = new Latch(Blocker.Kind.EVENT, barrier, null);
    }

    /**
     * Increments the number of arrivals and returns the calling thread's index; an index of getParties() or more means
     * that the thread is too late for this round.
     */
    int arrive() throws InterruptedException, BrokenBarrierException {
        var now = phase;
        if (now == Phase.BROKEN) {
            throw brokenBarrier();
        }
        if (now != Phase.GATHERING) {
            return barrier.getParties();
        }
        try {
            Cancelling.check();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before waiting for " + barrier);
            }
        } catch (InterruptedException e) {
            breakFrom(Phase.GATHERING);
            throw e;
        }
        return (int) ARRIVALS.getAndAdd(this, 1);
    }

    /** Waits for the other parties; called by a party of this round. */
    int awaitOthers(int place, long nanos) throws InterruptedException, BrokenBarrierException {
        try {
            if (!end.awaitSoon(barrier.getParties(), nanos) && !breakFrom(Phase.GATHERING)) {
                end.awaitUninterruptibly(); // all parties have arrived in time: the outcome depends only on the action
            }
        } catch (InterruptedException e) {
            if (breakFrom(Phase.GATHERING)) {
                throw e;
            }
            end.awaitUninterruptibly();
            Cancelling.restoreInterrupt(e);
        }
        if (phase == Phase.TRIPPED) {
            return place;
        }
        throw brokenBarrier();
    }

    /** Waits for the end of this round; called by a thread that does not belong to it. */
    void awaitEnd() throws InterruptedException {
        end.await(Timeout.FOREVER);
    }

    /**
     * Runs the action, if any; called by the last party to arrive. If this method returns, the round has tripped, and
     * the caller must then call {@link #letGo} or {@link #wasReplaced}.
     */
    void complete(@Nullable ThrowingRunnable<?> action) throws BrokenBarrierException {
        if (action == null) {
            moveOn(Phase.GATHERING, Phase.TRIPPED);
        } else {
            moveOn(Phase.GATHERING, Phase.ACTING);
            act(action);
            moveOn(Phase.ACTING, Phase.TRIPPED);
        }
    }

    private void act(ThrowingRunnable<?> action) {
        try {
            action.run();
        } catch (Throwable e) {
            breakFrom(Phase.ACTING);
            throw Exceptions.rethrow(e, "the barrier action");
        }
    }

    private void moveOn(Phase from, Phase to) throws BrokenBarrierException {
        if (!move(from, to)) {
            throw brokenBarrier();
        }
    }

    private boolean move(Phase from, Phase to) {
        return PHASE.compareAndSet(this, from, to);
    }

    /**
     * Breaks this round although it has tripped, because a reset has already replaced it. The round must not succeed,
     * since an abort after that reset may have missed it.
     */
    BrokenBarrierException wasReplaced() {
        phase = Phase.BROKEN;
        end.open();
        return brokenBarrier();
    }

    void letGo() {
        end.open();
    }

    /** Breaks the round unless it has tripped; returns whether it is broken. */
    boolean breakUp() {
        return breakFrom(Phase.GATHERING) || breakFrom(Phase.ACTING) || isBroken();
    }

    private boolean breakFrom(Phase from) {
        if (!move(from, Phase.BROKEN)) {
            return false;
        }
        end.open();
        return true;
    }

    boolean isBroken() {
        return phase == Phase.BROKEN;
    }

    /** Returns whether no thread has arrived and the round was not broken. */
    boolean isFresh() {
        return phase == Phase.GATHERING && arrivals == 0;
    }

    int waiting() {
        var now = phase;
        return now == Phase.GATHERING || now == Phase.ACTING ? Math.min(arrivals, barrier.getParties()) : 0;
    }

    private BrokenBarrierException brokenBarrier() {
        return new BrokenBarrierException("barrier is broken: " + barrier);
    }
}
