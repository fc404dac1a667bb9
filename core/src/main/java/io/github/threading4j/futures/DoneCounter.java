package io.github.threading4j.futures;

import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.WaitPoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts futures that get done, until there is nothing more to wait for. */
final class DoneCounter {
    private final ReturnWhen returnWhen;
    private final AtomicInteger pending;
    private final Latch enough;

    DoneCounter(int futures, ReturnWhen returnWhen) {
        this.returnWhen = returnWhen;
        this.pending = new AtomicInteger(futures);
        this.enough = new Latch(WaitPoint.Kind.SIGNAL, this, null);
        if (futures == 0) {
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

    void await(long nanos) throws InterruptedException {
        enough.await(nanos);
    }

    @Override
    public String toString() {
        return "futures[" + returnWhen + ", pending=" + pending.get() + "]";
    }
}
