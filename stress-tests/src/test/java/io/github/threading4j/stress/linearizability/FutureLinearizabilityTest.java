package io.github.threading4j.stress.linearizability;

import static io.github.threading4j.stress.linearizability.LinearizabilityCheck.checkWhileNew;

import io.github.threading4j.futures.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The state, the completion and the callbacks of futures. */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FutureLinearizabilityTest {
    @Test
    void future_isLinearizable() {
        checkWhileNew(StartedFutureOperations.class);
        checkWhileNew(SettledFutureOperations.class);
    }

    /** The operations that Lincheck calls on a {@link Future} that starts to run while it is completed. */
    public static class StartedFutureOperations {
        private final Future<Integer> future = new Future<>();

        @Operation
        public boolean start() {
            return future.setRunningOrNotifyCancel();
        }

        @Operation
        public boolean cancel() {
            return future.cancel();
        }

        @Operation
        public void setResult() {
            future.setResult(1);
        }

        @Operation
        public boolean running() {
            return future.running();
        }
    }

    /** The operations that Lincheck calls on a {@link Future} that is read while it is completed. */
    public static class SettledFutureOperations {
        private final Future<Integer> future = new Future<>();

        @Operation
        public void setResult() {
            future.setResult(1);
        }

        @Operation
        public void setException() {
            future.setException(new IllegalStateException("the task failed"));
        }

        @Operation
        public boolean done() {
            return future.done();
        }

        @Operation
        public int result() {
            return future.resultNow();
        }

        @Operation
        public boolean callback() {
            var called = new AtomicBoolean();
            future.addDoneCallback(done -> called.set(true));
            return called.get();
        }
    }
}
