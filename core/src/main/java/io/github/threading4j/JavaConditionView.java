package io.github.threading4j;

import io.github.threading4j.internal.QueuedSync;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A condition of a {@link JavaLockView}. Delegates to a wait set, and records the end of each wait. */
final class JavaConditionView implements Condition {
    private final QueuedSync.WaitSet waitSet;

    JavaConditionView(QueuedSync.WaitSet waitSet) {
        this.waitSet = waitSet;
    }

    @Override
    public void await() throws InterruptedException {
        try {
            waitSet.await();
        } finally {
            waitSet.countExit();
        }
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            waitSet.awaitUninterruptibly();
        } finally {
            waitSet.countExit();
        }
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        try {
            return waitSet.awaitNanos(nanos);
        } finally {
            waitSet.countExit();
        }
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        try {
            return waitSet.await(time, unit);
        } finally {
            waitSet.countExit();
        }
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        try {
            return waitSet.awaitUntil(deadline);
        } finally {
            waitSet.countExit();
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
