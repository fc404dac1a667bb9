package io.github.threading4j.futures;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import java.util.Collections;

/** Programs that end with a pool that nobody shut down. */
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
            case "daemonSubmits" -> daemonSubmits();
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

    /** The very first thing that this program does with the library. */
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

    private static void daemonSubmits() throws InterruptedException {
        var submitted = new Event();
        NamedThread.builder().daemon(true).start(() -> {
            submitAll(pool(false));
            submitted.set();
            new Event().await();
        });
        submitted.await();
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
