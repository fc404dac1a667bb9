package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The future of a serializable task completes in the same way as the service's future. */
class ServiceFutureTest {
    /** Returns the future of a serializable task for which the service returns the given future. */
    private static Future<Integer> following(java.util.concurrent.Future<Integer> theirs) {
        var service =
                new java.util.concurrent.ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
                    @Override
                    @SuppressWarnings("unchecked") // all tasks here have that type
                    public <T> java.util.concurrent.Future<T> submit(Callable<T> task) {
                        return (java.util.concurrent.Future<T>) theirs;
                    }
                };
        return Executor.over(service).submit((SerializableCallable<Integer>) () -> 0);
    }

    @Test
    void serviceFuture_claimsToBeDone_failsOurFuture() throws Exception {
        var theirs = new FutureTask<>(() -> 1) {
            @Override
            public boolean isDone() {
                return true;
            }
        };
        assertThat(following(theirs).exception(Await.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the service's future claims to be done, but has no outcome: ");
    }

    @Test
    void serviceFutureGet_alwaysFails_failsOurFutureAndCancelsTheServicesFuture() throws Exception {
        var theirs = new FutureTask<>(() -> 1) {
            @Override
            public Integer get(long timeout, TimeUnit unit) {
                throw new IllegalStateException("the connection is lost");
            }
        };
        var future = following(theirs);
        assertThat(future.exception(Await.SECONDS)).hasMessage("the connection is lost");
        assertThat(future.cancel()).isFalse();
        assertThat(theirs.isCancelled()).isTrue();
        assertThat(future.cancelled()).isFalse();
    }

    @Test
    void completingThread_keepsItsInterruptStatus() {
        for (var interrupted : List.of(true, false)) {
            var theirs = new CompletableFuture<Integer>();
            var future = following(theirs);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            theirs.complete(7);
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
            assertThat(future.resultNow()).isEqualTo(7);
        }
    }

    @Test
    void serviceFutureGet_interrupted_failsOurFuture() {
        var theirs = new CompletableFuture<Integer>() {
            @Override
            public Integer get(long timeout, TimeUnit unit) throws InterruptedException {
                throw new InterruptedException("in get");
            }
        };
        var future = following(theirs);
        theirs.complete(7);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(future.exceptionNow())
                .isInstanceOf(InterruptedException.class)
                .hasMessage("in get");
    }

    @Test
    void poller_toString_namesItsThread() {
        var executor = new ServiceExecutor(ForkJoinPool.commonPool());
        assertThat(new ServicePoller(executor, "some_waiter")).hasToString("futures of some_waiter");
    }

    /** A service whose futures throw in {@code isDone} and in the first call of {@code get}. */
    private static final class Shaky extends java.util.concurrent.ThreadPoolExecutor {
        Shaky() {
            super(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
            return new FutureTask<>(task) {
                private boolean failed;

                @Override
                public boolean isDone() {
                    throw new IllegalStateException("the connection is lost");
                }

                @Override
                public T get(long timeout, TimeUnit unit)
                        throws InterruptedException, ExecutionException, TimeoutException {
                    if (!failed) {
                        failed = true;
                        throw new OutOfMemoryError("for a moment");
                    }
                    return super.get(timeout, unit);
                }
            };
        }
    }

    @Test
    void serviceFutureGet_failsOnce_isCalledAgain(Uncaught uncaught) throws Exception {
        var service = new Shaky();
        var executor = Executor.over(service);
        var held = new ServiceExecutorTest.Held();
        try {
            var slow = executor.submit((SerializableCallable<Boolean>) held::run);
            var quick = executor.submit((SerializableCallable<Integer>) () -> 1);
            assertThat(quick.result(5)).isEqualTo(1);
            held.letGo();
            assertThat(slow.result(5)).isTrue();
            assertThat(uncaught.takeAll())
                    .extracting(args -> args.exception().getMessage())
                    .containsOnly("for a moment");
            executor.close();
        } finally {
            held.letGo();
            service.shutdown();
        }
    }
}
