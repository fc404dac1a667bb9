package io.github.threading4j.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.ChildJvm;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An excepthook that returns after the library has stopped waiting for it, while a shutdown hook of the application
 * still runs.
 */
class LateHookTest {
    /** A program with two failed tasks; the excepthook takes too long for each of them. */
    static final class Program {
        private static final class First extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        private static final class Second extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        public static void main(String[] args) throws Exception {
            var calls = new CountDownLatch(2);
            Threading.setExcepthook(report -> {
                // The library waits for one second.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_050));
                System.out.println(report.exception().getClass().getName());
                calls.countDown();
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitCalls(calls)));
            try (var pool = new ThreadPoolExecutor(1)) {
                for (var failure : List.of(new First(), new Second())) {
                    awaitDone(pool.submit(() -> {
                        throw failure;
                    }));
                }
                System.exit(0);
            }
        }

        private static void awaitDone(Future<?> future) {
            while (!future.done()) {
                Thread.onSpinWait();
            }
        }

        private static void awaitCalls(CountDownLatch calls) {
            try {
                calls.await(2_300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void failure_printedWhileTheHookRuns_isNotReportedAgain() {
        var result = ChildJvm.of(Program.class).run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        var reports = (result.out() + result.err())
                .lines()
                .filter(line -> !line.startsWith("\t"))
                .flatMap(line -> Stream.of(Program.First.class, Program.Second.class)
                        .map(Class::getName)
                        .filter(line::contains))
                .toList();
        var first = reports.stream().filter(Program.First.class.getName()::equals);
        var second = reports.stream().filter(Program.Second.class.getName()::equals);
        // The hook was called for one failure and took too long, so the library printed that failure, too.
        assertThat(List.of(first.count(), second.count()))
                .as(result.toString())
                .contains(1L)
                .doesNotContain(0L);
    }
}
