package io.github.threading4j.futures;

import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs that exit with an unretrieved exception. They keep references to the futures, so that no worker reports the
 * exceptions earlier.
 */
final class FutureExitPrograms {
    private static final List<Future<?>> FUTURES = new ArrayList<>();

    private static final ThreadPoolExecutor EXECUTOR =
            ThreadPoolExecutor.builder().maxWorkers(1).threadNamePrefix("crew").build();

    private FutureExitPrograms() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            // Exits with the exit code of the program, 0, since either of two concurrent exits can set the exit code.
            case "hookExits" -> Threading.setExcepthook(report -> System.exit(0));
            case "hookAcquires" -> acquireInHook();
            case "handlerExits" -> Thread.setDefaultUncaughtExceptionHandler((thread, e) -> System.exit(0));
            case "hookThrows" ->
                Threading.setExcepthook(report -> {
                    throw new IllegalStateException("the hook");
                });
            case "stderrBlocks" -> System.setErr(new PrintStream(new Blocking(), true));
            case "hookHoldsItsThread" ->
                Threading.setExcepthook(report -> {
                    synchronized (Thread.currentThread()) {
                        block();
                    }
                });
            case "hookHoldsException" ->
                Threading.setExcepthook(report -> {
                    synchronized (report.exception()) {
                        block();
                    }
                });
            case "hookIsSlow" -> Threading.setExcepthook(FutureExitPrograms::reportSlowly);
            case "deepStacks" -> {}
            case "foreignException" -> Threading.setExcepthook(report -> block());
            case "registers" -> registers();
            case "reportGoesOn" -> reportGoesOn();
            default -> throw new IllegalArgumentException(args[0]);
        }
        for (var i = 0; i < 2; i++) {
            failing(failure(args[0]));
        }
        if (args[1].equals("exit")) {
            System.exit(0);
        }
    }

    /**
     * A hook that takes longer than the exit waits for a hook that makes no progress. The exit nevertheless waits for
     * this hook, since its changing stack shows that it makes progress.
     */
    private static void reportSlowly(ExceptHookArgs report) {
        for (var depth = 0; depth < 15; depth++) {
            pauseAtDepth(depth);
        }
        System.out.println("reported: " + report.exception().getMessage());
    }

    private static void pauseAtDepth(int depth) {
        if (depth > 0) {
            pauseAtDepth(depth - 1);
        } else {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static Future<?> failing(Exception failure) throws InterruptedException {
        var future = EXECUTOR.submit(() -> {
            throw failure;
        });
        FUTURES.add(future);
        future.awaitTermination(60);
        return future;
    }

    /** Returns an exception whose stack trace fills a pipe. */
    private static Exception deep(int calls) {
        return calls == 0 ? new IllegalStateException("never retrieved") : deep(calls - 1);
    }

    private static Exception failure(String program) {
        return switch (program) {
            case "foreignException" -> new Foreign();
            case "deepStacks" -> deep(1_000);
            default -> new IllegalStateException("never retrieved");
        };
    }

    private static void block() {
        new Semaphore(0).acquireUninterruptibly();
    }

    private static void acquireInHook() throws InterruptedException {
        var lock = new Lock();
        var held = new Event();
        NamedThread.builder().daemon(true).start(() -> {
            lock.acquire();
            held.set();
            block();
        });
        held.await();
        Threading.setExcepthook(report -> lock.acquire());
    }

    private static final class Blocking extends OutputStream {
        @Override
        public void write(int b) {
            block();
        }
    }

    /** An exception whose methods block. */
    private static final class Foreign extends Exception {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            block();
            return "";
        }

        @Override
        public String toString() {
            block();
            return "";
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            block();
            return super.getStackTrace();
        }
    }

    /**
     * Prints whether the shutdown hook is registered: initially, after each failure, and after each exception is
     * retrieved or reported.
     */
    private static void registers() throws Exception {
        Threading.setExcepthook(report -> {});
        System.out.println(FutureExitHook.isRegistered());
        var future = failing(new IllegalStateException());
        System.out.println(FutureExitHook.isRegistered());
        future.exception();
        System.out.println(FutureExitHook.isRegistered());
        failing(new IllegalStateException());
        System.out.println(FutureExitHook.isRegistered());
        EXECUTOR.close();
        System.out.println(FutureExitHook.isRegistered());
        System.exit(0);
    }

    /** A daemon closes the executor and is still reporting when the program exits. */
    private static void reportGoesOn() throws Exception {
        var reporting = new Event();
        var ending = new Event();
        Threading.setExcepthook(report -> {
            reporting.set();
            ending.await();
            Threading.sleep(0.1);
            System.out.println("reported");
        });
        Runtime.getRuntime().addShutdownHook(new Thread(ending::set));
        failing(new IllegalStateException("never retrieved"));
        NamedThread.builder().daemon(true).start(EXECUTOR::close);
        reporting.await();
        System.exit(0);
    }
}
