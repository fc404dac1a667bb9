package io.github.threading4j.badinput;

import io.github.threading4j.Threading;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Makes calls in a thread that can be abandoned, so that a call that hangs does not hang the test. */
final class Caller implements AutoCloseable {
    /** The time limit of a call that returns immediately on an idle machine. */
    static final long LIMIT_MILLIS = 10_000;

    private final long limitNanos;
    private LinkedBlockingQueue<FutureTask<Object>> calls = new LinkedBlockingQueue<>();
    private Thread thread = start();

    /** Whether the thread is executing a call. */
    private volatile boolean calling;

    /** The time, in milliseconds, for which a call must be blocked continuously to count as waiting. */
    enum Patience {
        /** The call is known to wait. */
        NONE(1),
        /** It is not known whether the call waits. */
        SOME(10),
        /** The call seemed to wait in an earlier attempt, perhaps because the machine was busy. */
        MUCH(1000),
        /** The call is known not to wait, so it never counts as waiting. */
        ALL(Integer.MAX_VALUE);

        private final int millis;

        Patience(int millis) {
            this.millis = millis;
        }
    }

    Caller(long limitMillis) {
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    }

    /** Starts the thread and waits until its dummy has a numbered name, so that later calls do not use up a number. */
    private Thread start() {
        var mine = calls;
        var known = new CountDownLatch(1);
        var caller = new Thread(
                () -> {
                    Threading.currentThread();
                    known.countDown();
                    run(mine);
                },
                "bad input");
        caller.setDaemon(true);
        caller.start();
        try {
            known.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return caller;
    }

    private void run(BlockingQueue<FutureTask<Object>> mine) {
        try {
            while (true) {
                var next = mine.take();
                calling = true;
                next.run();
                calling = false;
                Thread.interrupted(); // clears an interrupt that was meant for the call that has ended
            }
        } catch (InterruptedException e) {
            // the thread is abandoned or closed
        }
    }

    /**
     * Makes a call, and interrupts it if it waits.
     *
     * @param body the call
     * @param patience how long the call must be blocked to count as waiting
     * @param release ends a waiting call that ignores the interrupt
     */
    Outcome call(Callable<Object> body, Patience patience, Runnable release) {
        var call = new FutureTask<>(body);
        calls.add(call);
        if (ends(call, patience)) {
            return outcome(call);
        }
        thread.interrupt();
        if (!ends(call, Patience.NONE)) {
            release.run();
        }
        if (!ends(call, Patience.ALL)) {
            var trace = new AssertionError("hangs");
            trace.setStackTrace(thread.getStackTrace());
            abandon();
            return new Outcome(Outcome.Kind.HANGS, null, trace);
        }
        return new Outcome(Outcome.Kind.WAITS, null, null);
    }

    private void abandon() {
        thread.interrupt();
        calls = new LinkedBlockingQueue<>();
        thread = start();
    }

    private boolean ends(FutureTask<?> call, Patience patience) {
        var deadline = System.nanoTime() + limitNanos;
        for (var blocked = 0; deadline - System.nanoTime() > 0; blocked = isBlocked() ? blocked + 1 : 0) {
            if (isDone(call)) {
                return true;
            }
            if (blocked >= patience.millis) {
                return false;
            }
        }
        return call.isDone();
    }

    private static boolean isDone(FutureTask<?> call) {
        try {
            call.get(1, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean isBlocked() {
        var state = thread.getState();
        return calling && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    private static Outcome outcome(FutureTask<Object> call) {
        try {
            return new Outcome(Outcome.Kind.RETURNS, call.get(), null);
        } catch (ExecutionException e) {
            return new Outcome(Outcome.Kind.THROWS, null, e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
