package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The programs of {@link ExitingHookTest}; their excepthook exits the JVM with status {@value #STATUS}. */
final class ExitingHookPrograms {
    static final int STATUS = 7;

    private static final Target FAILS = () -> {
        throw new IllegalStateException("not caught");
    };

    private ExitingHookPrograms() {}

    public static void main(String[] args) throws Exception {
        Threading.setExcepthook(ExceptHook.exitingWith(STATUS));
        switch (args[0]) {
            case "thread" -> NamedThread.builder().start(FAILS);
            case "daemon" -> NamedThread.builder().daemon(true).start(FAILS);
            case "virtualThread" -> NamedThread.builder().virtual().start(FAILS);
            case "timer" -> new Timer(0.01, FAILS::run).start();
            case "task" -> failInPool(true);
            case "reportBlocks" -> failWith((thread, e) -> new Semaphore(0).acquireUninterruptibly());
            case "reportThrows" ->
                failWith((thread, e) -> {
                    throw new AssertionError("the handler");
                });
            case "unretrieved" -> {
                failInPool(true);
                System.out.println("main goes on");
            }
            case "together" -> failTogether();
            case "awaited" -> failAwaitedByAHook();
            case "cleanup" -> cleanUp();
            case "taskAtTheEnd" -> {
                failInPool(false);
                return;
            }
            case "noArguments" -> {
                handleNull();
                return;
            }
            case "inShutdown" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(ExitingHookPrograms::failAndJoin));
                return;
            }
            default -> throw new IllegalArgumentException("no such program: " + args[0]);
        }
        new CountDownLatch(1).await();
    }

    private static void failInPool(boolean close) {
        var pool = new ThreadPoolExecutor(1);
        var future = pool.submit(FAILS::run);
        while (!future.done()) {
            Thread.onSpinWait();
        }
        if (close) {
            pool.close();
        }
    }

    private static void failWith(UncaughtExceptionHandler handler) {
        Thread.setDefaultUncaughtExceptionHandler(handler);
        NamedThread.builder().start(FAILS);
    }

    private static void handleNull() throws Exception {
        try {
            Threading.getExcepthook().handle(null);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void failTogether() {
        var together = new CountDownLatch(4);
        for (var i = 0; i < 4; i++) {
            NamedThread.builder().start(() -> {
                together.countDown();
                together.await();
                FAILS.run();
            });
        }
    }

    private static void failAndJoin() {
        try {
            NamedThread.builder().start(FAILS).join();
            // During shutdown, the library must not start its exit thread, since System.exit would block forever.
            System.out.println(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("threading4j-exit-status")));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void failAwaitedByAHook() {
        var thread = new NamedThread(FAILS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                thread.join();
                System.out.println("joined");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        thread.start();
    }

    private static void cleanUp() {
        Threading.interruptMainAtShutdown(Threading.TIMEOUT_MAX);
        NamedThread.builder().start(FAILS);
        try {
            new Event().await();
        } catch (InterruptedException e) {
            System.out.println("interrupted");
            throw new AssertionError(e);
        }
    }
}
