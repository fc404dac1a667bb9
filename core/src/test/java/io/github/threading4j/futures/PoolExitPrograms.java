package io.github.threading4j.futures;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.Collections;

/** Programs whose main method returns without shutting down a pool. */
final class PoolExitPrograms {
    private PoolExitPrograms() {}

    public static void main(String[] args) throws Exception {
        var virtual = args[0].startsWith("user");
        switch (args[0]) {
            case "forgets", "userForgets" -> submitAll(pool(virtual));
            case "maps", "userMaps" ->
                pool(virtual).map(n -> print("task " + System.currentTimeMillis()), Collections.nCopies(1_000, 0));
            case "fails" -> pool(false).submit(PoolExitPrograms::fail);
            case "failsInACallback" -> failsInACallback();
            case "idle", "userIdle" -> pool(virtual).submit(() -> 1).result();
            case "daemonInAThread", "daemonNowAndThen", "daemonInATask", "daemonInACallback" -> daemonSubmits(args[0]);
            case "chain", "userChain" -> submitAChain(pool(virtual), 1_000);
            case "cancels" -> cancels();
            case "exits" -> exitsWhileRunning();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("main");
    }

    private static ThreadPoolExecutor pool(boolean virtual) {
        var builder = ThreadPoolExecutor.builder().maxWorkers(2);
        return (virtual ? builder.virtual() : builder).build();
    }

    private static int fail() {
        throw new IllegalStateException("nobody asks");
    }

    /** Completes a future whose callback fails; the program has not used the library before. */
    private static void failsInACallback() {
        var future = new Future<Integer>();
        future.addDoneCallback(done -> fail());
        future.setResult(1);
    }

    private static boolean print(String line) {
        System.out.println(line);
        return true;
    }

    private static void submitAll(ThreadPoolExecutor executor) {
        for (var i = 0; i < 1_000; i++) {
            executor.submit(() -> System.out.println("task " + System.currentTimeMillis()));
        }
    }

    /** Starts a daemon that submits tasks until the program ends: in a loop, in each task, or in each callback. */
    private static void daemonSubmits(String how) throws InterruptedException {
        var submitted = new Event();
        NamedThread.builder().daemon(true).start(() -> {
            var executor = pool(false);
            switch (how) {
                case "daemonInAThread" -> submitForEver(executor, 0, submitted);
                case "daemonNowAndThen" -> submitForEver(executor, 0.04, submitted);
                case "daemonInATask" -> executor.submit(() -> submitTheNext(executor, submitted));
                default -> executor.submit(() -> 1).addDoneCallback(done -> callTheNext(executor, submitted));
            }
            new Event().await();
        });
        submitted.await();
    }

    private static void submitForEver(ThreadPoolExecutor executor, double seconds, Event submitted)
            throws InterruptedException {
        while (true) {
            executor.submit(submitted::set).result();
            Threading.sleep(seconds);
        }
    }

    private static void submitTheNext(ThreadPoolExecutor executor, Event submitted) throws InterruptedException {
        Threading.sleep(0.01);
        submitted.set();
        executor.submit(() -> submitTheNext(executor, submitted));
    }

    private static void callTheNext(ThreadPoolExecutor executor, Event submitted) {
        submitted.set();
        executor.submit(() -> Threading.sleep(0.01)).addDoneCallback(done -> callTheNext(executor, submitted));
    }

    /** Submits a task that submits the next one, and so on, until the given number of tasks has run. */
    private static void submitAChain(ThreadPoolExecutor executor, int tasks) {
        executor.submit(() -> {
            Threading.sleep(0.001);
            System.out.println("task " + System.currentTimeMillis());
            if (tasks > 1) {
                submitAChain(executor, tasks - 1);
            }
        });
    }

    /** Cancels all queued tasks, so that the program has no task to wait for. */
    private static void cancels() throws InterruptedException {
        var executor = pool(false);
        var started = new Event();
        var go = new Event();
        for (var i = 0; i < 2; i++) {
            executor.submit(() -> {
                started.set();
                go.await();
            });
        }
        started.await();
        for (var i = 0; i < 1_000; i++) {
            executor.submit(() -> 1).cancel();
        }
        executor.shutdown(false, true);
        go.set();
    }

    private static void exitsWhileRunning() throws InterruptedException {
        var started = new Event();
        pool(false).submit(() -> {
            started.set();
            new Event().await();
        });
        started.await();
        System.exit(3);
    }
}
