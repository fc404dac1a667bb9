package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.WaitTarget;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter of completed futures, which ends the wait once its condition holds. */
final class FuturesWaiter implements PoolWait {
    private final Collection<? extends Future<?>> futures;
    private final ReturnWhen returnWhen;
    private final AtomicInteger pending;
    private final Latch enough;

    FuturesWaiter(Collection<? extends Future<?>> futures, ReturnWhen returnWhen) {
        this.futures = futures;
        this.returnWhen = returnWhen;
        this.pending = new AtomicInteger(futures.size());
        this.enough = new Latch(Blocker.Kind.EVENT, this, null);
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

    /** Reads the futures instead of the count, which is updated only after a future is done. */
    @Override
    public Enders enders(Blocker.Kind kind) {
        var parts = new Enders.Parts();
        for (var future : futures) {
            if (!future.done()) {
                parts.add(WaitTarget.enders(future, kind));
            } else if (isEnough(future)) {
                return Enders.Open.OVER;
            }
        }
        if (parts.isEmpty() || enough.isOpen()) { // last: a future from elsewhere may have completed meanwhile
            return Enders.Open.OVER;
        }
        return returnWhen == ReturnWhen.ALL_COMPLETED ? new Enders.All(parts.toList()) : new Enders.Any(parts.toList());
    }

    private boolean isEnough(Future<?> done) {
        return returnWhen == ReturnWhen.FIRST_COMPLETED
                || (returnWhen == ReturnWhen.FIRST_EXCEPTION && done.state.hasFailed());
    }

    @Override
    public String describe() {
        return PoolWait.describe(futures);
    }

    @Override
    public String toString() {
        return "futures[" + returnWhen + ", pending=" + pending.get() + "]";
    }
}
