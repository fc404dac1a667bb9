package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts completed futures until the condition of the wait holds. */
final class FuturesWaiter implements InnerWait {
    private final Collection<? extends Future<?>> futures;
    private final ReturnWhen returnWhen;
    private final AtomicInteger pending;
    private final Latch enough;

    FuturesWaiter(Collection<? extends Future<?>> futures, ReturnWhen returnWhen) {
        this.futures = futures;
        this.returnWhen = returnWhen;
        this.pending = new AtomicInteger(futures.size());
        this.enough = new Latch(Blocker.Kind.SIGNAL, this, null);
        if (futures.isEmpty()) {
            enough.open();
        }
    }

    void done(boolean failed) {
        var left = pending.decrementAndGet();
        if (left == 0
                || returnWhen == ReturnWhen.FIRST_COMPLETED
                || (returnWhen == ReturnWhen.FIRST_EXCEPTION && failed)) {
            enough.open();
        }
    }

    /** Ends the wait regardless of the futures. */
    void giveUp() {
        enough.open();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return enough.await(nanos);
    }

    @Override
    public Object awaited() {
        return this;
    }

    @Override
    public boolean concerns(Object pool) {
        return futures.stream().anyMatch(future -> future.isUpTo(pool));
    }

    /** Reads the futures instead of the count, which is updated later. */
    @Override
    public boolean isUpTo(Object pool) {
        var noOthers = switch (returnWhen) {
            case ALL_COMPLETED -> true;
            case FIRST_COMPLETED -> futures.stream().allMatch(future -> future.isUpTo(pool));
            case FIRST_EXCEPTION ->
                futures.stream()
                        .allMatch(future -> future.done() ? future.state.failure() == null : future.isUpTo(pool));
        };
        return noOthers && !enough.isOpen() && concerns(pool); // last, since a foreign future may complete meanwhile
    }

    @Override
    public String describe(Object pool) {
        return InnerWait.describe(futures, pool);
    }

    @Override
    public String toString() {
        return "futures[" + returnWhen + ", pending=" + pending.get() + "]";
    }
}
