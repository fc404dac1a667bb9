package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.contract.CancellableContract;
import io.github.threading4j.contract.CancellableWait;
import io.github.threading4j.contract.CancellableWait.Use;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.pool.ThreadPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** All waits of the packages {@code futures} and {@code pool}. */
class CancellableFuturesTest implements CancellableContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<ThrowingRunnable<?>> ends = new ArrayList<>();

    @AfterEach
    void endAll() throws Throwable {
        for (var end : ends) {
            end.run();
        }
    }

    @Override
    public List<CancellableWait> waits() {
        return List.of(
                future("result", Future::result),
                future("result(double)", it -> it.result(3_600.0)),
                future("exception", Future::exception),
                future("get(time)", it -> it.get(1, TimeUnit.HOURS)),
                future(
                        "awaitTermination",
                        it -> assertThat(it.awaitTermination(HOUR)).isTrue()),
                future("Futures.await", it -> Futures.await(List.of(it))),
                future(
                        "asCompleted",
                        it -> Futures.asCompleted(List.of(it)).iterator().next()),
                task("PoolTask.result", Future::result),
                executor("shutdown", Executor::shutdown),
                executor("awaitTermination", it -> {
                    it.shutdown(false);
                    assertThat(it.awaitTermination(HOUR)).isTrue();
                }),
                executor("submit, full", it -> it.submit(() -> {})),
                map("map", MapOptions.defaults()),
                map("map(chunksize)", MapOptions.defaults().chunksize(2)),
                map("map(buffersize)", MapOptions.defaults().buffersize(1)),
                oldPool("apply", it -> null, (it, none) -> it.apply(() -> {})),
                oldPool("AsyncResult.get", it -> it.applyAsync(() -> {}), (it, result) -> result.get()),
                oldPool("AsyncResult.await", it -> it.applyAsync(() -> {}), (it, result) -> result.await()),
                oldPool(
                        "imap.next",
                        it -> it.imap(item -> item, List.of(1, 2, 3, 4, 5, 6)),
                        (it, results) -> results.next()),
                oldPool(
                        "imap.iterator",
                        it -> it.imap(item -> item, List.of(1)).iterator(),
                        (it, results) -> assertThat(results.hasNext()).isTrue()),
                oldPool("join", it -> it, (it, same) -> {
                    it.noMoreTasks();
                    it.join();
                }));
    }

    @Override
    public List<CancellableWait> foreignWaits() {
        return List.of(new CancellableWait("Executor.over(service).awaitTermination", () -> {
            var release = new Event();
            var service = Executors.newSingleThreadExecutor();
            service.submit(() -> release.await());
            var it = Executor.over(service);
            ends.add(release::set);
            return Use.of(
                    () -> {
                        it.shutdown(false);
                        service.shutdown();
                        assertThat(it.awaitTermination(HOUR)).isTrue();
                    },
                    release::set);
        }));
    }

    private static CancellableWait future(String name, ThrowingConsumer<Future<String>> await) {
        return new CancellableWait("Future." + name, () -> {
            var it = new Future<String>();
            return Use.of(() -> await.accept(it), () -> it.setResult("value"));
        });
    }

    private CancellableWait task(String name, ThrowingConsumer<Future<?>> await) {
        return new CancellableWait(name, () -> {
            var release = new Event();
            var pool = pool(release);
            var it = pool.submit(() -> release.await());
            return Use.of(() -> await.accept(it), release::set);
        });
    }

    private ThreadPoolExecutor pool(Event release) {
        var pool = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.await())
                .build();
        ends.add(pool::close);
        ends.add(0, release::set);
        return pool;
    }

    private CancellableWait executor(String name, ThrowingConsumer<ThreadPoolExecutor> await) {
        return new CancellableWait("ThreadPoolExecutor." + name, () -> {
            var release = new Event();
            var it = pool(release);
            it.submit(() -> release.await());
            return Use.of(() -> await.accept(it), release::set);
        });
    }

    private CancellableWait map(String name, MapOptions options) {
        return new CancellableWait("ThreadPoolExecutor." + name, () -> {
            var release = new Event();
            var it = new ThreadPoolExecutor(1);
            ends.add(it::close);
            ends.add(0, release::set);
            var results = it.map(
                            item -> {
                                release.await();
                                return item;
                            },
                            List.of(1, 2, 3, 4),
                            options)
                    .iterator();
            return Use.of(() -> assertThat(results.next()).isEqualTo(1), release::set);
        });
    }

    private interface OldPoolCall<R> {
        void run(ThreadPool pool, R prepared) throws Exception;
    }

    private <R> CancellableWait oldPool(String name, ThrowingFunction<ThreadPool, R> prepare, OldPoolCall<R> await) {
        return new CancellableWait("ThreadPool." + name, () -> {
            var release = new Event();
            var it = new ThreadPool(1);
            ends.add(it::close);
            ends.add(0, release::set);
            it.applyAsync(() -> release.await());
            try {
                var prepared = prepare.apply(it);
                return Use.of(() -> await.run(it, prepared), release::set);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
