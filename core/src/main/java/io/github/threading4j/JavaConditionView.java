package io.github.threading4j;

import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Place;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A condition of a {@link JavaLockView}. Delegates to a wait set, and tells it about the begin and the end of
 * each wait. */
final class JavaConditionView implements Condition {
    private final QueuedSync.WaitSet waitSet;

    JavaConditionView(QueuedSync.WaitSet waitSet) {
        this.waitSet = waitSet;
    }

    @Override
    public void await() throws InterruptedException {
        awaitSignal(Timeout.FOREVER);
    }

    private boolean awaitSignal(long nanos) throws InterruptedException {
        try {
            return waitSet.awaitSignalUnprepared(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    @Override
    public void awaitUninterruptibly() {
        var trace = waitSet.begin();
        try {
            waitSet.awaitUninterruptibly();
            waitSet.end(trace, true);
        } catch (Throwable e) {
            waitSet.fail(trace, e);
            throw e;
        }
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        var signalled = awaitSignal(nanos);
        var left = deadline - System.nanoTime();
        return signalled ? left : Math.min(left, 0);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return awaitSignal(Timeout.of(time, unit));
    }

    @SuppressWarnings("JavaUtilDate") // the interface requires it, and not every Date has an Instant
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        if (Place.current() != null) { // so that the wait can be cancelled; changes of the clock then have no effect
            return await(deadline.getTime() - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
        }
        var trace = waitSet.begin();
        try {
            return waitSet.end(trace, waitSet.awaitUntil(deadline));
        } catch (Throwable e) {
            waitSet.fail(trace, e);
            throw e;
        }
    }

    @Override
    public void signal() {
        waitSet.signal();
    }

    @Override
    public void signalAll() {
        waitSet.signalAll();
    }
}
