package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.Uncaught;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Serializable tasks, which an executor passes unchanged to a service, since the service might send them to another
 * process.
 */
class ServiceExecutorTest {
    /** A service that runs serialized copies of its tasks and returns futures that support callbacks. */
    private static final class CopyingService extends AbstractExecutorService {
        private final java.util.concurrent.ExecutorService threads = Executors.newFixedThreadPool(2);
        private final List<Object> given = new ArrayList<>();

        @Override
        public <T> CompletableFuture<T> submit(Callable<T> task) {
            given.add(task);
            var copy = copy(task);
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return copy(copy.call());
                        } catch (Exception e) {
                            throw new CompletionException(e);
                        }
                    },
                    threads);
        }

        @Override
        public <T> CompletableFuture<T> submit(Runnable task, T result) {
            given.add(task);
            return CompletableFuture.runAsync(copy(task), threads).thenApply(done -> result);
        }

        @Override
        public void execute(Runnable task) {
            given.add(task);
            threads.execute(copy(task));
        }

        @SuppressWarnings("unchecked")
        private static <T> T copy(T object) {
            try {
                var bytes = new ByteArrayOutputStream();
                try (var out = new ObjectOutputStream(bytes)) {
                    out.writeObject(object);
                }
                try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                    return (T) in.readObject();
                }
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException("the engine's own exception", e);
            }
        }

        @Override
        public void shutdown() {
            threads.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return threads.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return threads.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return threads.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false; // like a service that does not support waiting
        }
    }

    private final CopyingService engine = new CopyingService();

    @Test
    void submit_serializableTask_passesItUnchanged() throws Exception {
        SerializableCallable<Integer> task = () -> 6 * 7;
        try (var executor = Executor.over(engine)) {
            assertThat(executor.submit(task).result()).isEqualTo(42);
            assertThat(engine.given).hasSize(1).first().isSameAs(task);
        }
        var pool = Executors.newFixedThreadPool(1);
        try (var executor = Executor.over(pool)) {
            assertThat(executor.submit(task).result()).isEqualTo(42);
        }
    }

    @Test
    void submit_failingSerializableTask_failsItsFuture() throws Exception {
        SerializableCallable<Integer> task = () -> {
            throw new IOException("there");
        };
        try (var executor = Executor.over(engine);
                var waited = Executor.over(Executors.newFixedThreadPool(1))) {
            for (var each : List.of(executor, waited)) {
                assertThat(each.submit(task).exception())
                        .isInstanceOf(IOException.class)
                        .hasMessage("there");
            }
        }
    }

    @Test
    void map_serializableFunction_isSentWithItsItems() {
        SerializableFunction<Integer, Integer> square = n -> n * n;
        try (var executor = Executor.over(engine)) {
            assertThat(executor.map(square, List.of(1, 2, 3)).toList()).containsExactly(1, 4, 9);
            assertThat(executor.map(
                                    square,
                                    List.of(1, 2, 3),
                                    MapOptions.defaults().chunksize(2))
                            .toList())
                    .containsExactly(1, 4, 9);
            SerializableFunction<Integer, Integer> failing = n -> 1 / n;
            assertThatThrownBy(() -> executor.map(failing, List.of(1, 0)).toList())
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void submit_taskNotSerializable_isRejected() throws Exception {
        try (var executor = Executor.over(engine)) {
            Callable<Integer> plain = () -> 1;
            var captured = new Event();
            SerializableCallable<Boolean> captures = captured::isSet;
            for (var task : List.of(plain, captures)) {
                assertThatThrownBy(() -> executor.submit(task))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("the task is not serializable: ")
                        .hasMessageContaining("SerializableCallable")
                        .hasRootCauseInstanceOf(NotSerializableException.class);
            }
            assertThatThrownBy(() -> executor.execute(() -> {}))
                    .hasMessageStartingWith("the task is not serializable: ");
            assertThatThrownBy(() -> executor.map(n -> n, List.of(1)))
                    .hasMessageStartingWith("the task is not serializable: ");
            assertThat(executor.toString()).endsWith(", unfinished=0]");
            executor.shutdown(); // does not wait for the rejected tasks
        }
    }

    @Test
    @RaceHunt
    void execute_serializableTaskFails_callsTheExcepthookOnce(Uncaught uncaught) throws Exception {
        Rounds.run(
                500,
                round -> { // the exception is reported immediately or by close()
                    try (var executor = Executor.over(Executors.newFixedThreadPool(1))) {
                        executor.execute((Runnable & Serializable) () -> {
                            throw new IllegalStateException("nobody waits");
                        });
                    }
                    assertThat(uncaught.take().exception()).hasMessage("nobody waits");
                });
    }

    @Test
    void execute_serializableTaskFails_isReportedBeforeTheExecutorEnds(Uncaught uncaught) {
        try (var executor = Executor.over(Executors.newFixedThreadPool(1))) {
            executor.execute((Runnable & Serializable) () -> {
                throw new IllegalStateException("nobody waits");
            });
            assertThat(uncaught.take().exception()).hasMessage("nobody waits");
        }
    }

    @Test
    void viewSubmit_serializableTask_passesItUnchanged() throws Exception {
        try (var executor = Executor.over(engine)) {
            var view = executor.asExecutorService();
            SerializableCallable<Integer> called = () -> 6 * 7;
            assertThat(view.submit(called).get()).isEqualTo(42);
            Runnable executed = (Runnable & Serializable) () -> {};
            view.execute(executed);
            assertThat(engine.given)
                    .satisfiesExactly(
                            first -> assertThat(first).isSameAs(called),
                            second -> assertThat(second).isSameAs(executed));
            assertThatThrownBy(() -> view.execute(() -> {})).hasMessageStartingWith("the task is not serializable: ");
            assertThatThrownBy(() -> view.submit(() -> 1)).hasMessageStartingWith("the task is not serializable: ");
        }
    }

    @Test
    void futuresWithoutCallbacks_arePolledByOneDaemonUntilTheyAreDone() throws Exception {
        try (var executor = Executor.over(Executors.newFixedThreadPool(2))) {
            var first = new Held();
            var second = new Held();
            var slow = executor.submit((SerializableCallable<Boolean>) first::run);
            var quick = executor.submit((SerializableCallable<Boolean>) second::run);
            var called = new Event();
            quick.addDoneCallback(done -> called.set());
            assertThat(waiters()).hasSize(1).allMatch(NamedThread::isDaemon);
            second.letGo();
            called.await();
            assertThat(quick.resultNow()).isTrue();
            assertThat(slow.done()).isFalse();
            first.letGo();
            assertThat(slow.result()).isTrue();
            Await.until("the waiter ends", () -> waiters().isEmpty());
            assertThat(executor.submit((SerializableCallable<Integer>) () -> 3).result())
                    .isEqualTo(3);
        }
    }

    /** A task for a service that never serializes its tasks: the serialized form of the task lacks the event. */
    static final class Held implements Serializable {
        private static final long serialVersionUID = 1L;

        private final transient Event go = new Event();

        boolean run() throws InterruptedException {
            return go.await();
        }

        void letGo() {
            go.set();
        }
    }

    private static List<NamedThread> waiters() {
        return Threading.enumerate().stream()
                .filter(thread -> thread.getName().endsWith("_waiter"))
                .toList();
    }

    @Test
    void cancel_serializableTask_cancelsTheServicesFuture() throws Exception {
        try (var executor = Executor.over(Executors.newFixedThreadPool(1))) {
            var held = new Held();
            var running = executor.submit((SerializableCallable<Boolean>) held::run);
            var queued = executor.submit((SerializableCallable<Integer>) () -> 1);
            assertThat(queued.cancel()).isTrue();
            assertThatThrownBy(queued::result).isInstanceOf(CancellationException.class);
            assertThat(running.cancel(true)).isTrue();
            assertThat(running.cancelled()).isTrue();
            assertThat(running.cancel()).isTrue();
            var next = executor.submit((SerializableCallable<Integer>) () -> 2);
            assertThat(next.result()).isEqualTo(2);
            assertThat(next.cancel()).isFalse();
        }
    }

    @Test
    void serviceFuture_supportsCallbacks_completesOurFutureInTheSameThread() throws Exception {
        try (var executor = Executor.over(engine)) {
            assertThat(engine.submit((SerializableCallable<Integer>) () -> 1)).isInstanceOf(CompletionStage.class);
            var held = new CompletableFuture<Integer>();
            var future = Executor.over(new FixedFutureService(held)).submit((SerializableCallable<Integer>) () -> 1);
            var called = new ArrayList<Thread>();
            future.addDoneCallback(done -> called.add(Thread.currentThread()));
            held.complete(1);
            assertThat(future.resultNow()).isEqualTo(1);
            assertThat(called).containsExactly(Thread.currentThread());
        }
    }

    /** A service that returns the same future for every task. */
    private static final class FixedFutureService extends java.util.concurrent.ThreadPoolExecutor {
        private final java.util.concurrent.Future<?> future;

        FixedFutureService(java.util.concurrent.Future<?> future) {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            this.future = future;
        }

        @Override
        @SuppressWarnings("unchecked") // the only task submitted here has the result type of the future
        public <T> java.util.concurrent.Future<T> submit(Callable<T> task) {
            return (java.util.concurrent.Future<T>) future;
        }
    }

    @Test
    void map_serviceFailsWithAnError_throwsItWithoutReporting() {
        var service =
                new java.util.concurrent.ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
                    @Override
                    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
                        return new FutureTask<>(() -> {
                            throw new NoClassDefFoundError("not in that process");
                        });
                    }
                };
        try (var executor = Executor.over(service)) {
            SerializableFunction<Integer, Integer> function = n -> n;
            executor.map(function, List.of(1, 2));
            var results = executor.map(function, List.of(1, 2, 3)).iterator();
            assertThatThrownBy(results::next).isInstanceOf(NoClassDefFoundError.class);
            assertThat(results.hasNext()).isFalse();
        }
    }
}
