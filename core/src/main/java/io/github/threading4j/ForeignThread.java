package io.github.threading4j;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.FlightRecording;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.LatchSource;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitTrace;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that this library did not start: the main thread, or what Python calls a dummy thread, such as a thread of a
 * pool, a server or the JVM. It references its {@link Thread} weakly, and is a daemon if its {@link Thread} is one.
 */
final class ForeignThread extends NamedThread implements Comparable<ForeignThread> {
    private final WeakReference<Thread> thread;

    /** The number in the name; 0 for the main thread. */
    private final long number;

    /** The number of threads that this library had started when it adopted this one. */
    private final long position;

    private ForeignThread(@Nullable Thread thread, String name, long number, long position) {
        super(name, thread != null && thread.isDaemon());
        this.thread = new WeakReference<>(thread);
        this.number = number;
        this.position = position;
    }

    static ForeignThread main(@Nullable Thread thread) {
        return new ForeignThread(thread, "MainThread", 0, 0);
    }

    static ForeignThread dummy(Thread thread, long position) {
        var number = nextNumber();
        return new ForeignThread(thread, "Dummy-" + number, number, position);
    }

    /** Returns whether this thread was adopted before the thread at the given position was started. */
    boolean isBefore(long startedAt) {
        return position <= startedAt;
    }

    boolean isMain() {
        return number == 0;
    }

    /** Orders threads as they were adopted; the main thread is the first. */
    @Override
    public int compareTo(ForeignThread other) {
        return position != other.position ? Long.compare(position, other.position) : Long.compare(number, other.number);
    }

    @Override
    Thread thread() {
        var alive = thread.get();
        if (alive == null) {
            throw new IllegalStateException(
                    "the thread has ended and its java.lang.Thread was garbage-collected: " + getName());
        }
        return alive;
    }

    @Override
    @Nullable Thread startedThread() {
        return thread.get();
    }

    @Override
    boolean alive() {
        var started = thread.get();
        return started != null && started.isAlive();
    }

    /** Does nothing: the {@link Thread} is foreign, so it is not renamed. */
    @Override
    void renameJavaThread(String newName) {}

    @Override
    boolean joinWithin(long nanos) throws InterruptedException {
        if (!isMain()) {
            throw new IllegalStateException("cannot join a dummy thread: " + this);
        }
        var started = thread.get();
        if (started == Thread.currentThread()) {
            throw new IllegalStateException("cannot join current thread: " + this);
        }
        Cancelling.check();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before joining " + this);
        }
        if (started == null) {
            return true;
        }
        return Cancelling.isUsed()
                ? CancelPoint.park(left -> joinMain(started, left), nanos)
                : joinMain(started, nanos);
    }

    @Override
    LatchSource<NamedThread> selectSource() {
        throw new UnsupportedOperationException(
                "cannot select a foreign thread: " + this + " (expected a thread of this library)");
    }

    /** Joins the main thread by {@link Thread#join}, the only way to wait for its end. */
    private boolean joinMain(Thread started, long nanos) throws InterruptedException {
        var blocker = new Latch(Blocker.Kind.JOIN, this, started);
        var trace = FlightRecording.beginWait(blocker);
        try {
            return WaitTrace.ended(trace, blocker, joinMain(started, nanos, blocker));
        } catch (Throwable e) {
            WaitTrace.failed(trace, blocker, e);
            throw e;
        }
    }

    private static boolean joinMain(Thread started, long nanos, Latch blocker) throws InterruptedException {
        LockSupport.setCurrentBlocker(blocker);
        try {
            if (nanos == Timeout.FOREVER) {
                started.join();
            } else if (nanos > 0) {
                TimeUnit.NANOSECONDS.timedJoin(started, nanos);
            }
        } finally {
            LockSupport.setCurrentBlocker(null);
        }
        return !started.isAlive();
    }

    @Override
    String typeName() {
        return isMain() ? "MainThread" : "DummyThread";
    }
}
