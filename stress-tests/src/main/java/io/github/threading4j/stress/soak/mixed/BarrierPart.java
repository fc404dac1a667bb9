package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Barrier;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A barrier that is broken, reset and aborted at random, by other threads and by its own action. Each time the barrier
 * trips, each arrival index is returned once, and no thread passes a barrier that the action of the same generation has
 * aborted.
 */
final class BarrierPart extends Part {
    private static final int PARTIES = 2;

    private static final class ActionFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Barrier barrier = new Barrier(PARTIES, this::act);
    private final AtomicIntegerArray indexes = new AtomicIntegerArray(PARTIES);
    private final AtomicInteger acts = new AtomicInteger();
    private final AtomicInteger aborts = new AtomicInteger();
    private final AtomicInteger passedAborted = new AtomicInteger();

    /** The threads in which the barrier's action has aborted the current round. */
    private final Set<Thread> aborters = ConcurrentHashMap.newKeySet();

    private volatile boolean ended;

    /** The barrier action. It has no effect if the barrier is aborted or reset concurrently. */
    private void act() {
        switch (acts.incrementAndGet() % 64) {
            case 0 -> throw new ActionFailed();
            case 16, 32, 48 -> {
                aborts.incrementAndGet();
                aborters.add(Thread.currentThread());
                Rendezvous.jitter(2_000); // gives a concurrent reset the chance to come first
                barrier.abort();
            }
            default -> {}
        }
    }

    @Override
    void take(Random random) throws Exception {
        aborters.remove(Thread.currentThread());
        try {
            int index = random.nextBoolean() ? barrier.await(soon(random)) : awaiting(barrier::await);
            indexes.incrementAndGet(index);
            if (aborters.contains(Thread.currentThread())) {
                passedAborted.incrementAndGet();
            }
        } catch (BrokenBarrierException | ActionFailed e) {
            if (!ended) {
                barrier.reset();
            }
        }
    }

    @Override
    void give(Random random) {
        switch (random.nextInt(20)) {
            case 0 -> barrier.abort();
            case 1 -> barrier.reset();
            default -> {
                if (barrier.isBroken()) {
                    barrier.reset();
                }
            }
        }
    }

    @Override
    boolean isThere() {
        return barrier.getNWaiting() >= PARTIES;
    }

    @Override
    void end() {
        ended = true;
        barrier.abort();
    }

    @Override
    void check() {
        int trips = indexes.get(0);
        expect("index 1", indexes.get(1), trips);
        expect("passes of an aborted round", passedAborted.get(), 0);
        int most = acts.get() - acts.get() / 64 - aborts.get();
        if (trips > most) {
            throw new AssertionError("trips of " + barrier + ": " + trips + " (expected " + most + " at most)");
        }
        expect("waiting", barrier.getNWaiting(), 0);
    }

    @Override
    public String toString() {
        return barrier.toString();
    }
}
