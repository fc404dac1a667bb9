package io.github.threading4j.faults;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.Await;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Uses the keep-alive thread and the watchdog while the address space is full of stacks, so that no thread can be
 * started.
 */
final class CrowdedPrograms {
    private CrowdedPrograms() {}

    public static void main(String[] args) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            say("before: " + executor.submit(() -> 1).result());
            if (JavaThreads.supportsVirtual()) {
                NamedThread.builder().virtual().start(() -> {}).join(); // starts a carrier thread
            }
            Await.until("the keep-alive thread has ended", () -> !KeepAlive.JVM.isRunning());
            var crowd = new Crowd();
            crowd.fill();
            tell("submit", () -> executor.submit(() -> 2));
            tell("watchdog", () -> FaultHandler.dumpTracebackLater(100));
            if (JavaThreads.supportsVirtual()) {
                var thread = NamedThread.builder().virtual().name("user").unstarted(() -> say("ran"));
                tell("virtual thread", thread::start);
                say("listed: " + Threading.enumerate().contains(thread));
            }
            crowd.disperse();
            say("after: " + again(executor));
        }
    }

    private static final class Crowd {
        private final ArrayList<NamedThread> threads = new ArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);

        /**
         * Starts threads until no more can be started. Their stacks have the default size, so a thread of the library
         * cannot be started, either.
         */
        void fill() {
            while (starts(NamedThread.builder().daemon(true).unstarted(end::await))) {}
        }

        private boolean starts(NamedThread thread) {
            try {
                thread.start();
                threads.add(thread);
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }

        void disperse() throws InterruptedException {
            end.countDown();
            for (var thread : threads) {
                thread.join();
                Await.terminated(thread.toJavaThread());
            }
        }
    }

    /** Submits a task, and retries while it is rejected: the system frees the stack of an ended thread with a delay. */
    private static int again(ThreadPoolExecutor executor) throws Exception {
        for (var deadline = System.nanoTime() + 10_000_000_000L; System.nanoTime() < deadline; ) {
            try {
                return executor.submit(() -> 3).result();
            } catch (java.util.concurrent.RejectedExecutionException e) {
                Thread.yield();
            }
        }
        throw new AssertionError("still rejected");
    }

    private static void tell(String what, Runnable action) {
        try {
            action.run();
            say(what + " worked");
        } catch (RuntimeException e) {
            say(what + ": " + e.getClass().getSimpleName() + " "
                    + e.getMessage().replaceAll("[:(].*", "") + " "
                    + e.getCause().getClass().getSimpleName());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
