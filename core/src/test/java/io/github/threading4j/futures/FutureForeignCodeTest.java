package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Threading;
import io.github.threading4j.testing.CapturedLog;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * An exception can be retrieved from a future even if the exception's own methods fail, and a future fails even if
 * there is no memory to store the exception.
 */
class FutureForeignCodeTest {
    private final Future<Integer> future = new Future<>();

    private static final class Undescribable extends Exception {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }

    @Test
    void checkedException_toStringFails_isWrappedAndDescribedByItsClass() {
        var failure = new Undescribable();
        future.setException(failure);
        assertThatThrownBy(future::result)
                .isExactlyInstanceOf(CompletionException.class)
                .hasMessageStartingWith(Undescribable.class.getName())
                .satisfies(thrown -> assertThat(thrown.getCause()).isSameAs(failure));
        assertThatThrownBy(future::get)
                .isExactlyInstanceOf(ExecutionException.class)
                .hasMessageStartingWith(Undescribable.class.getName())
                .satisfies(thrown -> assertThat(thrown.getCause()).isSameAs(failure));
    }

    @Test
    void callbackAndHook_bothFail_otherCallbacksAreCalled() {
        Threading.setExcepthook(args -> {
            throw new StackOverflowError("hook");
        });
        var called = new ArrayList<Integer>();
        future.addDoneCallback(done -> {
            throw new StackOverflowError("callback");
        });
        future.addDoneCallback(done -> called.add(2));
        try (var log = CapturedLog.of(Threading.class)) {
            future.setResult(1);
            assertThat(log.events()).hasSize(2);
        }
        assertThat(called).containsExactly(2);
    }

    /** Completes the future as if there had been no memory to store the exception. */
    private void endWithoutMemory() throws Exception {
        var lookup = MethodHandles.privateLookupIn(FutureState.class, MethodHandles.lookup());
        var noMemory = lookup.findStaticVarHandle(FutureState.class, "NO_MEMORY", Object.class)
                .get();
        lookup.findVarHandle(FutureState.class, "state", Object.class).set(future.state, noMemory);
    }

    @Test
    void exceptionNotStored_everyCallerGetsANewOutOfMemoryError() throws Exception {
        endWithoutMemory();
        assertThat(future.done()).isTrue();
        assertThat(future).hasToString("Future[finished raised OutOfMemoryError]");
        assertThatThrownBy(future::result).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(future::get).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(future::resultNow).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(future.exceptionNow()).isInstanceOf(OutOfMemoryError.class).isNotSameAs(future.exceptionNow());
        assertThat(future.exception()).isInstanceOf(OutOfMemoryError.class);
        assertThat(future.cancel()).isFalse();
    }
}
