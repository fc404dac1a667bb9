package io.github.threading4j.stress.scenarios;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.InvalidStateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The operations of a future that the scenarios use, for a {@link Future} or a twin. */
public interface FutureApi {
    /** Marks the future as running; returns false if it was cancelled. */
    boolean start();

    /** Cancels the future; returns false if its task is running or has run. */
    boolean cancel();

    /** Sets the result; returns false if the future is already done. */
    boolean set();

    /** Adds a callback that is called when the future is done. */
    void onDone(Runnable callback);

    /** Returns whether the future is done. */
    boolean done();

    /** Waits until the future is done; returns false if the wake-up is lost. */
    boolean await();

    /** Returns a new pending future. */
    static FutureApi pending() {
        return of(new Future<>());
    }

    /** Returns an adapter of a {@link Future}. */
    static FutureApi of(Future<Integer> future) {
        return new OfFuture(future);
    }

    /** Adapts a {@link Future}. */
    record OfFuture(Future<Integer> future) implements FutureApi {
        @Override
        public boolean start() {
            return future.setRunningOrNotifyCancel();
        }

        @Override
        public boolean cancel() {
            return future.cancel();
        }

        @Override
        public boolean set() {
            try {
                future.setResult(1);
                return true;
            } catch (InvalidStateException e) {
                return false;
            }
        }

        @Override
        public void onDone(Runnable callback) {
            future.addDoneCallback(done -> callback.run());
        }

        @Override
        public boolean done() {
            return future.done();
        }

        @Override
        public boolean await() {
            long start = System.nanoTime();
            long limit = WakeUpTimeout.nanos();
            try {
                return WakeUpTimeout.isWoken(future.result(Duration.ofNanos(limit)) == 1, start, limit);
            } catch (TimeoutException e) {
                WakeUpTimeout.end();
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError("unexpected interrupt", e);
            }
        }
    }
}
