package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Threads that all run one task, for use in a try-with-resources statement: {@code close} joins them, and rethrows the
 * exceptions of the task.
 *
 * <pre>{@code
 * try (var bunch = Bunch.start(kind, 5, index -> lock.with(() -> count[0]++))) {
 *     Await.allWaiting(bunch, lock);
 *     lock.release();
 * }
 * }</pre>
 */
public final class Bunch implements AutoCloseable {
    /** The task that each thread runs. */
    @FunctionalInterface
    public interface Task {
        /** Runs the task in the thread with the given index, counted from 0. */
        void run(int index) throws Throwable;
    }

    private final List<NamedThread> threads;
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

    private Bunch(ThreadKind kind, int size, Task task) {
        threads = IntStream.range(0, size)
                .mapToObj(index ->
                        kind.builder().name("bunch-" + index).daemon(true).unstarted(() -> runCatching(task, index)))
                .toList();
    }

    /** Starts {@code size} threads of a kind. */
    public static Bunch start(ThreadKind kind, int size, Task task) {
        var bunch = new Bunch(kind, size, task);
        bunch.threads.forEach(NamedThread::start);
        return bunch;
    }

    /** Starts one thread of a kind. */
    public static Bunch start(ThreadKind kind, Task task) {
        return start(kind, 1, task);
    }

    private void runCatching(Task task, int index) {
        try {
            task.run(index);
        } catch (Throwable e) {
            errors.add(e);
        }
    }

    /** Returns the threads by index. */
    public List<NamedThread> threads() {
        return threads;
    }

    /** Returns the first thread. */
    public NamedThread thread() {
        return threads.get(0);
    }

    /** Waits until all threads have ended, and rethrows their exceptions; fails if a thread does not end in time. */
    public void join() {
        var deadline = System.nanoTime() + (long) (Await.SECONDS * TimeUnit.SECONDS.toNanos(1));
        for (var thread : threads) {
            if (!joined(thread, deadline - System.nanoTime())) {
                errors.add(new AssertionError(
                        "did not end within " + Await.SECONDS + " s: " + thread + "\n" + ThreadDump.all()));
                threads.forEach(NamedThread::interrupt);
                break;
            }
        }
        rethrow();
    }

    private static boolean joined(NamedThread thread, long nanos) {
        try {
            return thread.join(nanos / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while joining " + thread, e);
        }
    }

    private void rethrow() {
        var first = errors.poll();
        if (first == null) {
            return;
        }
        for (var next = errors.poll(); next != null; next = errors.poll()) {
            if (next != first) {
                first.addSuppressed(next);
            }
        }
        Bunch.<RuntimeException>throwAsIs(first);
    }

    @SuppressWarnings("unchecked") // the cast is erased: checked exceptions pass through close() and join()
    private static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }

    /** Like {@link #join()}. */
    @Override
    public void close() {
        join();
    }
}
