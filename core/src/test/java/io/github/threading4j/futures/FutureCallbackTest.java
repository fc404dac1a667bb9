package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Threading;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FutureCallbackTest {
    private final Future<Integer> future = new Future<>();

    @Test
    void callbacks_areCalledInOrderWithTheFuture() {
        var calls = new ArrayList<String>();
        for (var name : List.of("a", "b", "c")) {
            future.addDoneCallback(done -> calls.add(name + done.resultNow()));
        }
        assertThat(calls).isEmpty();
        future.setResult(1);
        assertThat(calls).containsExactly("a1", "b1", "c1");
    }

    @Test
    void callback_addedTwice_isCalledTwice() {
        var calls = new AtomicInteger();
        for (var i = 0; i < 2; i++) {
            future.addDoneCallback(done -> calls.incrementAndGet());
        }
        future.cancel();
        assertThat(calls).hasValue(2);
    }

    @Test
    void callback_addedWhenDone_isCalledImmediatelyInTheCaller() {
        future.setException(new IOException("no"));
        var threads = new ArrayList<Thread>();
        future.addDoneCallback(done -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThatThrownBy(() -> future.addDoneCallback(null)).hasMessage("callback: null (expected a value)");
    }

    @Test
    void callback_interrupted_interruptsTheThreadAfterAllCallbacks(Uncaught uncaught) {
        var interrupted = new ArrayList<Boolean>();
        future.addDoneCallback(done -> {
            Thread.currentThread().interrupt();
            Threading.sleep(Await.SECONDS);
        });
        future.addDoneCallback(done -> interrupted.add(Thread.currentThread().isInterrupted()));
        future.setResult(1);
        interrupted.add(Thread.interrupted());
        future.addDoneCallback(done -> {
            throw new InterruptedException("at once");
        });
        interrupted.add(Thread.interrupted());
        assertThat(interrupted).containsExactly(false, true, true);
        assertThat(uncaught.takeAll()).hasSize(2);
    }

    @Test
    void callback_fails_isReportedAndOthersAreCalled(Uncaught uncaught) {
        var calls = new ArrayList<String>();
        future.addDoneCallback(done -> calls.add("first"));
        future.addDoneCallback(done -> {
            throw new IOException("checked");
        });
        future.addDoneCallback(done -> {
            throw new StackOverflowError("error");
        });
        future.addDoneCallback(done -> calls.add("last"));
        future.setResult(1);
        assertThat(calls).containsExactly("first", "last");
        assertThat(uncaught.take().exception()).isInstanceOf(IOException.class);
        assertThat(uncaught.take().exception()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    @RaceHunt
    void callback_addedWhileTheFutureCompletes_isCalledOnce() throws Exception {
        Rounds.run(2_000, round -> {
            var ending = new Future<Integer>();
            var calls = new AtomicInteger();
            try (var racing = Bunch.start(ThreadKind.PLATFORM, 2, i -> {
                if (i == 0) {
                    ending.setResult(1);
                } else {
                    ending.addDoneCallback(done -> calls.incrementAndGet());
                }
            })) {
                racing.join();
            }
            assertThat(calls).hasValue(1);
        });
    }

    @Test
    void forget_removesOneCallbackAndKeepsTheOrder() {
        var calls = new ArrayList<Integer>();
        var callbacks = new ArrayList<ThrowingConsumer<Future<Integer>>>();
        for (var i = 0; i < 5; i++) {
            var number = i;
            callbacks.add(done -> calls.add(number));
            future.state.onDone(callbacks.get(i));
        }
        future.state.forget(callbacks.get(0));
        future.state.forget(callbacks.get(2));
        future.state.forget(callbacks.get(4));
        future.state.forget(callbacks.get(4));
        future.setResult(1);
        assertThat(calls).containsExactly(1, 3);
    }
}
