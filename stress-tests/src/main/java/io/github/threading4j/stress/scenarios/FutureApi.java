package io.github.threading4j.stress.scenarios;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.InvalidStateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A result that is not there yet: a {@link Future} or a twin of one. */
public interface FutureApi {
    /** Says that its task runs; false if it was cancelled. */
    boolean start();

    /** Cancels it; false if its task runs or has run. */
    boolean cancel();

    /** Gives it a result; false if it has one. */
    boolean set();

    /** Leaves something to be called when it is done. */
    void onDone(Runnable callback);

    /** Whether it is done. */
    boolean done();

    /** Waits until it is done; false if it never is. */
    boolean await();

    /** A future, still pending. */
    static FutureApi pending() {
        return of(new Future<>());
    }

    /** A future. */
    static FutureApi of(Future<Integer> future) {
        return new OfFuture(future);
    }

    /** A future. */
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
                throw new AssertionError("nobody interrupts here", e);
            }
        }
    }
}
