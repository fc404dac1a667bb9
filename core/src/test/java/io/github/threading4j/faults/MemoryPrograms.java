package io.github.threading4j.faults;

import io.github.threading4j.NamedThread;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The programs of {@link MemoryTest}. Each program exhausts the memory and repeats an operation until the operation
 * fails, since other threads can free a few bytes. The program then frees memory and prints the state.
 */
final class MemoryPrograms {
    /** The output of a program in which no attempt ran out of memory. */
    static final String NEVER_OUT = "memory was never out";

    private static final int ATTEMPTS = 10_000;

    private static final double LONG_SECONDS = 10;

    private static final AtomicReference<Object[]> HOARD = new AtomicReference<>();

    private MemoryPrograms() {}

    public static void main(String[] args) throws Exception {
        hoard(); // loads the classes that hoard needs
        giveBack();
        switch (args[0]) {
            case "start" -> start();
            case "submit" -> submit();
            case "put" -> put();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Allocates all memory, down to the last few bytes. */
    private static void hoard() {
        for (int size = 1 << 20; size > 0; size /= 4) {
            try {
                while (true) {
                    var link = new Object[size];
                    do {
                        link[0] = HOARD.get();
                    } while (!HOARD.compareAndSet((Object[]) link[0], link));
                }
            } catch (OutOfMemoryError e) {
                // no block of this size is left
            }
        }
    }

    private static void giveBack() {
        HOARD.set(null);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Exhausts the memory, runs a step, and returns whether the step ran out of memory. */
    private static boolean failsWithoutMemory(Step step) throws Exception {
        hoard();
        try {
            step.run();
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        } finally {
            giveBack();
        }
    }

    private static void start() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            var runs = new AtomicInteger();
            var thread = new NamedThread(runs::incrementAndGet);
            if (failsWithoutMemory(() -> startOrFail(thread))) {
                var alive = thread.isAlive();
                thread.start();
                thread.join();
                System.out.println("alive: " + alive + ", started again: " + (runs.get() == 1));
                return;
            }
            thread.join();
        }
        System.out.println(NEVER_OUT);
    }

    /**
     * Starts the thread. If that fails because the JVM cannot create a thread, throws the underlying OutOfMemoryError.
     */
    private static void startOrFail(NamedThread thread) {
        try {
            thread.start();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw e;
        }
    }

    private static void submit() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> 0).result(); // starts the worker
            for (int i = 0; i < ATTEMPTS; i++) {
                var runs = new AtomicInteger();
                if (failsWithoutMemory(() -> executor.submit(runs::incrementAndGet))) {
                    System.out.println("queued: " + executor.qsize() + ", result: "
                            + executor.submit(() -> 1).result() + ", ran: " + runs.get());
                    return;
                }
            }
        }
        System.out.println(NEVER_OUT);
    }

    /** Puts one item into each of several new queues while a thread waits for that item. */
    private static void put() throws Exception {
        var rounds = 10;
        for (int i = 0; i < rounds; i++) {
            put(new Queue<>());
            put(Queue.withStore(0, new OneItem()));
        }
        System.out.println("each item was taken");
    }

    private static void put(Queue<String> queue) throws Exception {
        var getter = NamedThread.builder().daemon(true).unstarted(queue::get);
        getter.start();
        while (getter.toJavaThread().getState() != Thread.State.WAITING) {
            Thread.yield();
        }
        if (failsWithoutMemory(() -> queue.putNowait("item"))) {
            queue.putNowait("item");
        }
        if (!getter.join(LONG_SECONDS)) {
            throw new AssertionError("no thread has taken the item of " + queue);
        }
    }

    /** A store that allocates nothing. */
    private static final class OneItem implements QueueStore<String> {
        private int size;

        @Override
        public boolean add(String item) {
            size++;
            return true;
        }

        @Override
        public String remove() {
            size--;
            return "item";
        }

        @Override
        public int size() {
            return size;
        }
    }
}
