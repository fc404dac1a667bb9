package io.github.threading4j;

import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * The program of {@link ClassUnloadingTest} that stays loaded. It keeps the library's JVM-wide resources in use: the
 * keep-alive thread, the shutdown hook, and the thread that writes a dump later.
 */
public final class UnloadingUser implements Callable<AutoCloseable> {
    @Override
    public AutoCloseable call() {
        var end = new CountDownLatch(1);
        var executor = new ThreadPoolExecutor(2);
        var running = executor.submit(() -> end.await());
        var failed = executor.submit(() -> {
            throw new IllegalStateException("never retrieved, as long as the application is there");
        });
        return () -> {
            FaultHandler.cancelDumpTracebackLater();
            end.countDown();
            failed.exception();
            running.result();
            executor.close();
        };
    }
}
