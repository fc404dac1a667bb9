package io.github.threading4j;

import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The program of {@link ClassUnloadingTest} that is the first to use the library, and is then dropped. */
public final class UnloadingFirstUser implements Consumer<Callable<?>> {
    /** Uses the library, and calls {@code others} while its executor is open. */
    @Override
    public void accept(Callable<?> others) {
        try (var executor = new ThreadPoolExecutor(2)) {
            var end = new CountDownLatch(1);
            var running = executor.submit(() -> end.await());
            var failed = executor.submit(() -> {
                throw new IllegalStateException("on purpose");
            });
            failed.awaitTermination(60);
            others.call();
            failed.exception();
            end.countDown();
            running.result();
        } catch (Exception e) {
            throw new AssertionError("the program has failed", e);
        }
    }
}
