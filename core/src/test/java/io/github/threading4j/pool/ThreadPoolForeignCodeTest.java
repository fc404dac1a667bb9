package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ConstructionCode;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a pool ends if callbacks, initializers or loggers fail, block, or end the pool themselves. */
class ThreadPoolForeignCodeTest extends OccupiedPool {
    /** The value passed to a callback is the result, as in Python. */
    @EachThreadKind
    void terminateOrClose_calledByACallback_keepsTheResult(ThreadKind kind) throws Exception {
        for (var end : List.<Consumer<ThreadPool>>of(ThreadPool::terminate, ThreadPool::close)) {
            var one = ThreadPoolTest.pool(kind, 1);
            var value = one.applyAsync(() -> 7, AsyncOptions.defaults().callback(given -> end.accept(one)));
            assertThat(value.get(Await.SECONDS)).isEqualTo(7);
            one.join(); // throws if close() has dropped a task
            var all = ThreadPoolTest.pool(kind, 1);
            var list =
                    all.mapAsync(n -> n, List.of(1, 2), AsyncOptions.defaults().callback(given -> end.accept(all)));
            assertThat(list.get(Await.SECONDS)).containsExactly(1, 2);
            all.join();
            var failing = ThreadPoolTest.pool(kind, 1);
            var failure = failing.<Integer>applyAsync(
                    () -> Integer.valueOf("x"), AsyncOptions.defaults().errorCallback(given -> end.accept(failing)));
            assertThatThrownBy(() -> failure.get(Await.SECONDS)).isInstanceOf(NumberFormatException.class);
            failing.join();
        }
    }

    @EachThreadKind
    void terminate_whileACallbackBlocks_keepsTheResult(ThreadKind kind) throws Exception {
        var pool = ThreadPoolTest.pool(kind, 1);
        var value = pool.applyAsync(() -> 7, AsyncOptions.defaults().callback(given -> {
            running.countDown();
            go.await();
        }));
        running.await();
        var told = Collections.synchronizedList(new ArrayList<Integer>());
        var queued = pool.applyAsync(() -> 8, AsyncOptions.defaults().callback(told::add));
        assertThat(value.ready()).isFalse();
        pool.terminate();
        assertThat(value.get(0)).isEqualTo(7);
        assertThatThrownBy(() -> queued.get(0)).isInstanceOf(CancellationException.class);
        go.countDown();
        pool.join();
        assertThat(value.get()).isEqualTo(7);
        assertThat(told).isEmpty();
    }

    @Test
    void initializer_runsInEachWorkerBeforeItsTasks() throws Exception {
        var initialized = Collections.synchronizedSet(new java.util.HashSet<Thread>());
        try (var pool = ThreadPool.builder()
                .processes(3)
                .initializer(() -> initialized.add(Thread.currentThread()))
                .build()) {
            assertThat(pool.map(n -> initialized.contains(Thread.currentThread()), List.of(1, 2, 3, 4, 5, 6)))
                    .containsOnly(true);
        }
    }

    @Test
    void initializer_fails_endsThePoolAndFailsAllResults(Uncaught uncaught) throws Exception {
        var fail = new CountDownLatch(1);
        var pool = ThreadPool.builder()
                .processes(1)
                .initializer(() -> {
                    fail.await();
                    throw new IllegalStateException("no licence");
                })
                .build();
        var result = pool.applyAsync(() -> 1);
        fail.countDown();
        assertThatThrownBy(() -> result.get(Await.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a worker's initializer failed: ThreadPool[")
                .hasRootCauseMessage("no licence");
        pool.join();
        assertThat(uncaught.take().exception()).hasMessage("no licence");
        assertThatThrownBy(() -> pool.applyAsync(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    /** An exception whose {@code toString} fails. */
    private static final class Unspeakable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw this;
        }
    }

    @Test
    void initializer_failsWithAnUndescribableException_endsThePool(Uncaught uncaught) throws Exception {
        var pool = ThreadPool.builder()
                .processes(1)
                .initializer(() -> {
                    go.await();
                    throw new Unspeakable();
                })
                .build();
        var result = pool.applyAsync(() -> 1);
        go.countDown();
        assertThatThrownBy(() -> result.get(Await.SECONDS)).hasCauseInstanceOf(Unspeakable.class);
        pool.join();
        assertThat(uncaught.take().exception()).isInstanceOf(Unspeakable.class);
    }

    @Test
    void close_loggingTheWarningFails_endsThePool(Uncaught uncaught) throws Exception {
        var error = new StackOverflowError("of the logger");
        try (var log = CapturedLog.of(ThreadPool.class).alsoDoing(event -> {
            throw error;
        })) {
            var pool = new ThreadPool(1);
            var result = occupy(pool);
            pool.close();
            assertThatThrownBy(result::get).isInstanceOf(CancellationException.class);
            assertThat(log.events()).hasSize(1);
            go.countDown();
        }
        assertThat(uncaught.take().exception()).isSameAs(error);
    }

    /**
     * Foreign code in the thread's constructor uses callbacks. It would deadlock if a lock were held while the thread
     * is constructed.
     */
    @Test
    void callbackThread_isConstructedWithoutALock() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var inner = new AtomicReference<AsyncResult<Integer>>();
            try (var code = new ConstructionCode(() -> inner.set(withCallback(pool, 1)))) {
                assertThat(withCallback(pool, 2).get(Await.SECONDS)).isEqualTo(2);
            }
            assertThat(inner.get().get(Await.SECONDS)).isEqualTo(1);
        }
    }

    private static AsyncResult<Integer> withCallback(ThreadPool pool, int value) {
        return pool.applyAsync(() -> value, AsyncOptions.defaults().callback(given -> {}));
    }
}
