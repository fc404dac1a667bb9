package io.github.threading4j.exit;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The program of each cell of the exit matrix: starts some work, and ends while that work is in progress. */
final class ExitProgram {
    /** Printed when all work that the program must wait for is done. */
    static final String DONE = "done";

    /** Printed by the main thread when it has been interrupted. */
    static final String CLEANED_UP = "cleaned up";

    /** Printed by a hook that never returns. */
    static final String CALLED = "called";

    static final String FAILURE = NeverRetrieved.class.getName();
    static final String HOOK_FAILURE = HookFailure.class.getName();

    static final int EXIT_CODE_OF_HOOK = 7;

    private static final int WORKERS = 2;

    /** Pauses in milliseconds, each shorter than the time for which the keep-alive thread lingers. */
    private static final List<Integer> DAEMONS_PAUSES = List.of(1, 20, 45);

    /** The failed futures, kept reachable so that their failures are not reported early. */
    private static final List<Future<?>> kept = new ArrayList<>();

    private final ExitCell cell;
    private final ThreadPoolExecutor pool;
    private final CountDownLatch hookCalled = new CountDownLatch(1);

    private ExitProgram(ExitCell cell) {
        this.cell = cell;
        var builder = ThreadPoolExecutor.builder().maxWorkers(WORKERS);
        this.pool = (isVirtual(cell) ? builder.virtual() : builder).build();
    }

    /** The exception of a task whose result is not retrieved. */
    private static final class NeverRetrieved extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class HookFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public static void main(String[] args) throws Exception {
        var program = new ExitProgram(ExitCell.parse(args));
        program.setHook();
        program.begin();
        program.end();
    }

    private static boolean isVirtual(ExitCell cell) {
        return cell.threads() == ExitCell.Threads.VIRTUAL;
    }

    private NamedThreadBuilder thread() {
        return isVirtual(cell) ? NamedThread.builder().virtual() : NamedThread.builder();
    }

    private void setHook() throws InterruptedException {
        var held = new Lock();
        if (cell.hook() == ExitCell.Hook.ACQUIRES || cell.hook() == ExitCell.Hook.HANDLER_ACQUIRES) {
            holdForEver(held);
        }
        if (cell.hook().isHandler()) {
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> handle(e, held));
        } else if (cell.hook() != ExitCell.Hook.ABSENT) {
            Threading.setExcepthook(args -> handle(args.exception(), held));
        }
    }

    private void holdForEver(Lock lock) throws InterruptedException {
        var held = new Event();
        thread().daemon(true).start(() -> {
            lock.acquire();
            held.set();
            blockForEver();
        });
        held.await();
    }

    private void handle(Throwable failure, Lock held) {
        hookCalled.countDown();
        switch (cell.hook()) {
            case ABSENT -> throw new AssertionError("no hook was set");
            case PRINTS -> System.out.println(failure.getClass().getName());
            case THROWS, HANDLER_THROWS -> throw new HookFailure();
            case BLOCKS, HANDLER_BLOCKS -> {
                System.out.println(CALLED);
                blockForEver();
            }
            case EXITS, HANDLER_EXITS -> {
                System.out.println(CALLED);
                System.exit(EXIT_CODE_OF_HOOK);
            }
            case ACQUIRES, HANDLER_ACQUIRES -> {
                System.out.println(CALLED);
                held.acquire();
            }
        }
    }

    private static void blockForEver() {
        new Semaphore(0).acquireUninterruptibly();
    }

    private void begin() throws Exception {
        pool.submit(() -> {}).result(); // so that the pool has a worker
        for (var i = 0; i < cell.work().failures; i++) {
            kept.add(pool.submit(() -> {
                throw new NeverRetrieved();
            }));
        }
        kept.forEach(ExitProgram::awaitDone);
        switch (cell.work()) {
            case NOTHING, FAILED -> {}
            case COLLECTED -> collect();
            case QUEUED -> queue();
            case RUNNING -> run();
            case RESUBMITTING -> resubmit(new CountDownLatch(20));
            case DAEMONS -> startDaemons();
        }
    }

    /** Waits for a future without retrieving its result. */
    private static void awaitDone(Future<?> future) {
        while (!future.done()) {
            Thread.onSpinWait();
        }
    }

    private void collect() throws InterruptedException {
        var future = new WeakReference<>(kept.remove(0));
        while (future.get() != null) {
            System.gc();
        }
        while (cell.hook() != ExitCell.Hook.ABSENT && hookCalled.getCount() > 0) {
            pool.submit(() -> {}).result();
        }
    }

    private static void awaitEndOfMain() throws InterruptedException {
        Threading.mainThread().join();
    }

    private void queue() throws InterruptedException {
        var left = new CountDownLatch(100);
        var busy = new CountDownLatch(WORKERS);
        for (var i = 0; i < WORKERS; i++) {
            pool.submit(() -> {
                busy.countDown();
                awaitEndOfMain();
            });
        }
        busy.await();
        for (var i = left.getCount(); i > 0; i--) {
            pool.submit(() -> countDown(left));
        }
    }

    private void run() throws InterruptedException {
        var running = new CountDownLatch(2);
        var left = new CountDownLatch(2);
        thread().daemon(false).start(() -> runUntilEnd(running, left));
        pool.submit(() -> runUntilEnd(running, left));
        running.await();
    }

    private static void runUntilEnd(CountDownLatch running, CountDownLatch left) throws InterruptedException {
        running.countDown();
        awaitEndOfMain();
        Threading.sleep(0.02); // the JVM would exit during this time if it did not wait for this thread
        countDown(left);
    }

    private static synchronized void countDown(CountDownLatch left) {
        left.countDown();
        if (left.getCount() == 0) {
            System.out.println(DONE);
        }
    }

    private void resubmit(CountDownLatch left) {
        pool.submit(() -> {
            if (!Threading.mainThread().isAlive()) {
                countDown(left);
            }
            if (left.getCount() > 0) {
                resubmit(left);
            }
        });
    }

    private void startDaemons() throws InterruptedException {
        var submitting = new CountDownLatch(DAEMONS_PAUSES.size() + 2);
        for (var pause : DAEMONS_PAUSES) {
            thread().daemon(true).start(() -> submitForEver(pause, submitting));
        }
        thread().daemon(true).start(() -> chain(submitting));
        var foreign = new Thread(() -> submitForEver(5, submitting));
        foreign.setDaemon(true);
        foreign.start();
        submitting.await();
    }

    private void submitForEver(int millis, CountDownLatch submitting) {
        while (true) {
            pool.submit(submitting::countDown);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** Submits a task whose callback calls this method again. */
    private void chain(CountDownLatch submitting) {
        pool.submit(submitting::countDown).addDoneCallback(done -> chain(submitting));
    }

    private void end() throws Exception {
        switch (cell.end()) {
            case MAIN_RETURNS -> {}
            case SYSTEM_EXIT -> System.exit(cell.end().exitCode);
            case SIGTERM, SIGINT -> {
                sendSignal();
                blockForEver();
            }
            case SIGINT_TO_MAIN -> {
                Threading.interruptMainAtShutdown(Threading.TIMEOUT_MAX);
                sendSignal();
                awaitInterrupt();
                System.exit(EXIT_CODE_OF_HOOK); // has no effect on the exit code; keeps the main thread from ending
            }
        }
    }

    private void sendSignal() throws IOException {
        var signal = cell.end().name().replace("SIG", "-").replace("_TO_MAIN", "");
        // Uses the kill built into the shell: in a Turkish locale, the kill command misreads the names of signals.
        new ProcessBuilder("sh", "-c", "kill " + signal + " $PPID").start();
    }

    private static void awaitInterrupt() {
        try {
            new Event().await();
        } catch (InterruptedException e) {
            System.out.println(CLEANED_UP);
        }
    }
}
