package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ConstructionCode;
import io.github.threading4j.testing.Uncaught;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A failing call of a service or of its future affects no other task of the executor. */
class ServiceForeignCodeTest {
    private static class Service extends java.util.concurrent.ThreadPoolExecutor {
        Service() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }
    }

    /** A future of the service whose task never runs: the test completes the future. */
    private static class Theirs extends FutureTask<Integer> {
        Theirs() {
            super(() -> 1);
        }

        void complete(int value) {
            set(value);
        }
    }

    private static Executor having(java.util.concurrent.Future<?>... futures) {
        return Executor.over(new Service() {
            private int next;

            @Override
            @SuppressWarnings("unchecked") // all tasks here have that type
            public <T> java.util.concurrent.Future<T> submit(Callable<T> task) {
                return (java.util.concurrent.Future<T>) futures[next++];
            }
        });
    }

    private static Future<Integer> send(Executor executor) {
        return executor.submit((SerializableCallable<Integer>) () -> 0);
    }

    /** The service's {@code toString} is called neither for an error message nor for a dump. */
    @Test
    void serviceToString_isNotCalled() throws Exception {
        var executor = Executor.over(new Service() {
            @Override
            public String toString() {
                throw new AssertionError("it might block");
            }
        });
        executor.shutdown();
        assertThatThrownBy(() -> executor.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("cannot schedule new futures after shutdown: Executor[over=");
    }

    @Test
    void serviceShutdown_fails_tasksAreCancelledAndTheErrorIsReported(Uncaught uncaught) throws Exception {
        var error = new SecurityException("not yours");
        var meanwhile = new Event();
        var executor = new Executor[1];
        var service = new Service() {
            @Override
            public void shutdown() {
                throw error;
            }

            @Override
            public void execute(Runnable task) {
                super.execute(task);
                if (meanwhile.isSet()) {
                    try {
                        // The service is not shut down yet, since this task is being submitted.
                        executor[0].shutdown(false);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        executor[0] = Executor.over(service);
        var go = new Event();
        var started = new Event();
        var running = executor[0].submit(() -> {
            started.set();
            return go.await();
        });
        started.await();
        meanwhile.set();
        var queued = executor[0].submit(() -> 2);
        assertThat(uncaught.take().exception()).isSameAs(error);
        assertThatThrownBy(() -> executor[0].shutdown(false, true)).isSameAs(error);
        assertThat(queued.cancelled()).isTrue();
        go.set();
        assertThat(running.result(Await.SECONDS)).isTrue();
        service.shutdownNow();
    }

    @Test
    void serviceFutureCancel_fails_otherTasksAreCancelled(Uncaught uncaught) throws Exception {
        var error = new IllegalStateException("the connection is lost");
        var first = new Theirs() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw error;
            }
        };
        var second = new Theirs();
        var third = new Theirs() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw error;
            }
        };
        var executor = having(first, second, third);
        send(executor);
        var future = send(executor);
        send(executor);
        executor.shutdown(false, true);
        assertThat(future.cancelled()).isTrue();
        assertThat(uncaught.take().exception()).isSameAs(error);
        assertThat(uncaught.take().exception()).isSameAs(error);
        first.complete(1);
        third.complete(1);
        executor.close();
        uncaught.takeAll();
    }

    /** Another thread has just cancelled the service's future, but not yet the executor's future. */
    @Test
    void serviceFutureCancel_returnsFalseForACancelledFuture_futureIsCancelled() {
        var theirs = new Theirs();
        var executor = having(theirs);
        var future = send(executor);
        theirs.cancel(false);
        assertThat(future.cancel()).isTrue();
        assertThat(future.cancelled()).isTrue();
        executor.close();
    }

    @Test
    void serviceFutureGet_fails_otherFuturesComplete(Uncaught uncaught) throws Exception {
        var failing = new Event();
        var asked = new Event();
        var first = new Theirs() {
            @Override
            public Integer get(long timeout, TimeUnit unit) throws java.util.concurrent.ExecutionException {
                failing.set();
                if (!asked.isSet()) {
                    throw new InternalError("not now");
                }
                return 1;
            }
        };
        var second = new Theirs();
        var executor = having(first, second);
        var held = send(executor);
        var other = send(executor);
        failing.await();
        second.complete(2);
        assertThat(other.result(Await.SECONDS)).isEqualTo(2);
        asked.set();
        assertThat(held.result(Await.SECONDS)).isEqualTo(1);
        executor.close();
        assertThat(uncaught.takeAll())
                .extracting(args -> args.exception().getMessage())
                .containsOnly("not now");
    }

    @Test
    void serviceFutureGet_failsInTheCallback_isCalledAgain() throws Exception {
        var theirs = new CompletableFuture<Integer>() {
            private boolean asked;

            @Override
            public Integer get(long timeout, TimeUnit unit)
                    throws InterruptedException, java.util.concurrent.ExecutionException,
                            java.util.concurrent.TimeoutException {
                if (!asked) {
                    asked = true;
                    throw new OutOfMemoryError("for a moment");
                }
                return super.get(timeout, unit);
            }
        };
        var executor = having(theirs);
        var future = send(executor);
        theirs.complete(3);
        assertThat(future.result(Await.SECONDS)).isEqualTo(3);
        executor.close();
    }

    @Test
    void serviceFuture_rejectsTheCallback_cancelsTheTask() {
        var theirs = new CompletableFuture<Integer>() {
            @Override
            public CompletableFuture<Integer> whenComplete(
                    java.util.function.BiConsumer<? super Integer, ? super Throwable> action) {
                throw new OutOfMemoryError("for the callback");
            }
        };
        var executor = having(theirs);
        assertThatThrownBy(() -> send(executor))
                .isInstanceOf(RejectedExecutionException.class)
                .hasRootCauseMessage("for the callback");
        assertThat(theirs.isCancelled()).isTrue();
        executor.close();
    }

    @Test
    void serviceFuture_toStringFails_failsOurFuture() throws Exception {
        var theirs = new Theirs() {
            @Override
            public boolean isDone() {
                return true;
            }

            @Override
            public String toString() {
                throw new IllegalStateException("can't be described");
            }
        };
        var executor = having(theirs);
        assertThat(send(executor).exception(Await.SECONDS))
                .hasMessageStartingWith("the service's future claims to be done, but has no outcome");
        executor.close();
    }

    /** If {@code close} did not throw, it would wait for the thread that runs the callback. */
    @Test
    void close_calledByADoneCallback_throws(Uncaught uncaught) throws Exception {
        for (var executor : new Executor[] {Executor.over(new Service()), Executor.over(new ForkJoinPool(1))}) {
            var go = new Event();
            var future = executor.submit(() -> go.await());
            future.addDoneCallback(done -> executor.close());
            go.set();
            assertThat(uncaught.take().exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot join current thread");
            executor.close();
        }
    }

    /** The constructor of the poller's thread can run foreign code, which must be able to use the executor. */
    @Test
    void pollersThread_isConstructedWithoutTheMutex() throws Exception {
        var service = new Service();
        service.prestartAllCoreThreads();
        try (var executor = Executor.over(service)) {
            var inner = new AtomicReference<Future<Integer>>();
            try (var code = new ConstructionCode(() -> inner.set(send(executor)))) {
                assertThat(send(executor).result(Await.SECONDS)).isZero();
            }
            assertThat(inner.get().result(Await.SECONDS)).isZero();
        }
    }
}
