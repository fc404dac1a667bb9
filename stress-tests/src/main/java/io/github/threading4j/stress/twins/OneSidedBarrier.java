package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.BarrierMeeting;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A barrier for two parties that is broken only for the party that gives up. Its action runs after the other party has
 * returned.
 */
public final class OneSidedBarrier implements BarrierMeeting.Point {
    private final AtomicInteger arrived = new AtomicInteger();
    private final Runnable action;
    private volatile boolean tripped;

    public OneSidedBarrier(Runnable action) {
        this.action = action;
    }

    @Override
    public int await(long nanos) throws InterruptedException, BrokenBarrierException {
        int place = arrived.getAndIncrement();
        if (place == 1) {
            tripped = true;
            action.run();
            return place;
        }
        for (long start = System.nanoTime(); !tripped; Thread.onSpinWait()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted at a barrier");
            }
            if (System.nanoTime() - start > nanos) {
                throw new BrokenBarrierException();
            }
        }
        return place;
    }
}
