package io.github.threading4j;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * The programs of {@link InterruptMainTest}. The first argument names the program. The second argument says what ends
 * the program: the name of a signal, or {@code exit}.
 */
final class InterruptMainPrograms {
    /** A grace period that does not elapse during a test. */
    private static final double FOREVER = Threading.TIMEOUT_MAX;

    private static final double SHORT = 0.2;

    private static String end;

    private InterruptMainPrograms() {}

    public static void main(String[] args) throws Exception {
        end = args[1];
        switch (args[0]) {
            case "cleansUp" -> cleansUp();
            case "exitsInCleanup" -> exitsInCleanup();
            case "exitsFirst" -> exitsFirst();
            case "ignores" -> ignores(SHORT);
            case "doesNotWait" -> ignores(-1);
            case "signalledAgain" -> signalledAgain();
            case "lastGrace" -> lastGrace();
            case "calledByAnother" -> calledByAnother();
            case "mainEnded" -> mainEnded();
            case "returns" -> Threading.interruptMainAtShutdown(FOREVER);
            case "late" -> late();
            case "holdsItsMonitor" -> holdsItsMonitor();
            case "channelBlocks" -> channelBlocks();
            case "retrieves" -> retrieves();
            case "failsInCleanup" -> failsInCleanup();
            case "acquires" -> acquires();
            case "registers" -> registers();
            default -> throw new IllegalArgumentException("no such program: " + args[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Starts a thread that ends the program once the main thread waits. */
    private static void endOnceMainWaits() {
        var main = Thread.currentThread();
        NamedThread.builder().daemon(true).start(() -> {
            while (main.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            endProgram();
        });
    }

    private static void endProgram() throws IOException, InterruptedException {
        if (end.equals("exit")) {
            System.exit(3);
        }
        // Uses the kill built into the shell: in a Turkish locale, the kill command misreads the names of signals.
        new ProcessBuilder("sh", "-c", "kill -" + end + " $PPID").start().waitFor();
    }

    private static void awaitInterrupt() {
        endOnceMainWaits();
        try {
            new Event().await();
        } catch (InterruptedException e) {
            say("interrupted");
        }
    }

    private static void cleansUp() throws Exception {
        Threading.interruptMainAtShutdown(Duration.ofSeconds((long) FOREVER));
        awaitInterrupt();
        var thread = NamedThread.builder().start(() -> say("a thread"));
        thread.join();
        try (var pool = new ThreadPoolExecutor(2)) {
            say("a task: " + pool.submit(() -> 42).result());
        }
        say("the end");
    }

    private static void exitsInCleanup() {
        Threading.interruptMainAtShutdown(FOREVER);
        awaitInterrupt();
        System.exit(5);
    }

    private static void exitsFirst() {
        Threading.interruptMainAtShutdown(FOREVER);
        System.exit(5);
    }

    private static void ignores(double grace) {
        Threading.interruptMainAtShutdown(grace);
        endOnceMainWaits();
        new Semaphore(0).acquireUninterruptibly();
    }

    private static void signalledAgain() throws Exception {
        Threading.interruptMainAtShutdown(FOREVER);
        awaitInterrupt();
        endProgram();
        Threading.sleep(SHORT);
        say("the end");
    }

    private static void lastGrace() {
        Threading.interruptMainAtShutdown(FOREVER);
        ignores(SHORT);
    }

    private static void calledByAnother() throws InterruptedException {
        NamedThread.builder()
                .start(() -> Threading.interruptMainAtShutdown(FOREVER))
                .join();
        awaitInterrupt();
        say("the end");
    }

    private static void mainEnded() {
        NamedThread.builder().start(() -> {
            Threading.mainThread().join();
            Threading.interruptMainAtShutdown(FOREVER);
            endProgram();
            new Event().await();
        });
    }

    private static void late() {
        Runtime.getRuntime().addShutdownHook(new Thread(InterruptMainPrograms::tryLate));
        if (end.equals("again")) {
            Threading.interruptMainAtShutdown(FOREVER);
        }
    }

    private static void tryLate() {
        try {
            Threading.interruptMainAtShutdown(FOREVER);
        } catch (IllegalStateException e) {
            say(e.getMessage());
        }
    }

    private static void holdsItsMonitor() {
        synchronized (Thread.currentThread()) {
            ignores(SHORT);
        }
    }

    /** A channel whose closing blocks. Interrupting a thread that uses the channel closes the channel. */
    private static final class Channel extends AbstractInterruptibleChannel {
        @Override
        protected void implCloseChannel() {
            say("closing");
            new Semaphore(0).acquireUninterruptibly();
        }

        void use() {
            begin();
            new Semaphore(0).acquireUninterruptibly();
        }
    }

    private static void channelBlocks() {
        Threading.interruptMainAtShutdown(1); // a grace period long enough to print "closing"
        endOnceMainWaits();
        new Channel().use();
    }

    private static Future<?> failed(ThreadPoolExecutor pool) {
        var future = pool.submit(() -> {
            throw new IllegalStateException("in a task");
        });
        while (!future.done()) {
            Thread.onSpinWait();
        }
        return future;
    }

    private static void sayWhatIsReported() {
        Threading.setExcepthook(args -> say("reported: " + args.exception().getMessage()));
        Threading.interruptMainAtShutdown(FOREVER);
    }

    private static void retrieves() throws InterruptedException {
        sayWhatIsReported();
        var future = failed(new ThreadPoolExecutor(1));
        awaitInterrupt();
        Threading.sleep(SHORT); // a report would be printed now if it did not wait for the main thread
        say("retrieved: " + future.exception().getMessage());
    }

    private static void failsInCleanup() {
        sayWhatIsReported();
        awaitInterrupt();
        failed(new ThreadPoolExecutor(1));
        say("the end");
    }

    private static void acquires() throws InterruptedException {
        Threading.interruptMainAtShutdown(FOREVER);
        var lock = new Lock();
        var held = new CountDownLatch(1);
        NamedThread.builder().daemon(true).start(() -> {
            lock.acquire();
            held.countDown();
            while (!hasInterrupted()) {
                Thread.onSpinWait();
            }
            say("interrupted");
            lock.release();
        });
        held.await();
        endOnceMainWaits();
        lock.acquire();
        say("acquired, interrupted: " + Thread.interrupted());
    }

    /**
     * Returns whether the main thread was interrupted. The method examines the state of the interrupting thread, since
     * an uninterruptible acquire immediately clears the interrupt status of the main thread.
     */
    private static boolean hasInterrupted() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("threading4j-exit-main")
                        && thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void registers() throws Exception {
        say(ours());
        Threading.currentThread();
        say(ours());
        Threading.interruptMainAtShutdown(1);
        Threading.interruptMainAtShutdown(2);
        say(ours());
    }

    /** The names and context class loaders of this library's shutdown hooks. */
    private static String ours() throws Exception {
        var field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        field.setAccessible(true);
        return ((IdentityHashMap<?, ?>) field.get(null))
                .keySet().stream()
                        .map(Thread.class::cast)
                        .filter(hook -> hook.getName().startsWith("threading4j"))
                        .map(hook -> hook.getName() + " " + hook.getContextClassLoader())
                        .toList()
                        .toString();
    }
}
