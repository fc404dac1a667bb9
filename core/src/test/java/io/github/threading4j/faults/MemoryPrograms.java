package io.github.threading4j.faults;

import io.github.threading4j.NamedThread;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The programs of {@link MemoryTest}: each tries something without memory until it fails for want of it, since some
 * other thread may have left a few bytes that do; and tells what has become of that when there is some again.
 */
final class MemoryPrograms {
    /** What a program prints that never was without memory. */
    static final String NEVER_OUT = "memory was never out";

    private static final int ATTEMPTS = 10_000;

    private static final double LONG_SECONDS = 10;

    private static final AtomicReference<Object[]> HOARD = new AtomicReference<>();

    private MemoryPrograms() {}

    public static void main(String[] args) throws Exception {
        hoard(); // once before, so that what is needed for it is loaded
        giveBack();
        switch (args[0]) {
            case "start" -> start();
            case "submit" -> submit();
            case "put" -> put();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Takes all memory, to the last few bytes. */
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
                // so much for that size
            }
        }
    }

    private static void giveBack() {
        HOARD.set(null);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Does something where there is no memory; returns whether there was really none for it. */
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
     * The JVM says the same where the system has no more threads, and so it may come as the cause of what is said then.
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
            executor.submit(() -> 0).result(); // so that its worker is there
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

    /** Puts something into new queues, for each of which a thread waits that nothing else ever waited for. */
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
