package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A pair of locks for data that is read more often than it is written: many threads may read at the same time, but a
 * thread that writes is alone.
 *
 * <p>{@link #read()} and {@link #write()} return the two locks, which are the same objects each time. A thread that
 * holds the write lock is the owner. Both locks are reentrant, and only a thread that holds a lock may release it:
 *
 * <table class="striped">
 * <caption>When a thread acquires a lock</caption>
 * <thead><tr><th>the thread holds</th><th>it acquires the read lock</th><th>it acquires the write
 * lock</th></tr></thead>
 * <tbody>
 * <tr><td>neither</td><td>once no thread holds the write lock and no writer is first in the queue</td><td>once no
 * thread holds either lock</td></tr>
 * <tr><td>the read lock</td><td>at once, even while a writer waits</td><td>never: {@link IllegalMonitorStateException},
 * by any method, with or without a timeout</td></tr>
 * <tr><td>the write lock</td><td>at once</td><td>at once</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A reader can't become a writer, since two readers that tried to would wait for each other. Release the read lock,
 * acquire the write lock, and check again. A writer can become a reader: it acquires the read lock and then releases
 * the write lock, and no other writer gets in between.
 *
 * <p>{@code acquire()}, {@code hold()} and {@code with} of both locks wait uninterruptibly: the wait continues after an
 * interrupt, and the interrupt status remains set. {@code acquireInterruptibly()} and the timed methods throw
 * {@link InterruptedException}. A {@link Condition} may be created over the write lock, but not over the read lock. Its
 * {@code await} throws {@link IllegalMonitorStateException} if the thread holds the read lock, too: no other thread
 * could acquire the write lock to signal.
 *
 * <pre>{@code
 * var prices = new HashMap<String, Integer>();
 * var lock = new ReadWriteLock("prices");
 * try (var hold = lock.write().hold()) {
 *     prices.put("tea", 3);
 * }
 * var tea = lock.read().with(() -> prices.get("tea"));
 * System.out.println(tea);    // 3
 * System.out.println(lock);   // ReadWriteLock[name=prices, unlocked]
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Python's standard library has no such lock. In the package {@code fasteners},
 * {@code lock.read_lock()} and {@code lock.write_lock()} are {@code lock.read().hold()} and
 * {@code lock.write().hold()}, and an upgrade raises {@code RuntimeError}.
 *
 * <p><b>Differences from java.util.concurrent.</b> In a {@link java.util.concurrent.locks.ReentrantReadWriteLock}, a
 * reader that acquires the write lock waits for itself forever. {@code tryLock()} there overtakes queued threads;
 * {@code acquire(false)} here does not overtake a queued writer. The number of readers is not limited to 65535. The
 * lock knows the threads that read, so a search for deadlocks ({@link Threading#findDeadlocks()}) includes them.
 *
 * <p>Memory consistency effects: actions before a {@code release} of the write lock happen-before actions after a later
 * acquisition of either lock; actions before a {@code release} of the read lock happen-before actions after a later
 * acquisition of the write lock. A failed {@code acquire} and the queries of the state have no memory effects. See the
 * <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>Writers do not starve: while a writer is first in the queue, a new reader queues behind it. If a reader is first
 * and a writer waits behind it, new readers overtake both only a limited number of times. Readers do not starve either:
 * when the write lock is released, all readers at the front of the queue acquire the read lock together. A writer that
 * arrives just as the lock is released may acquire it before the queued threads, but not again and again: a thread that
 * has been overtaken several times is next. A {@linkplain #fair() fair} lock serves all threads first-come,
 * first-served.
 *
 * @since 0.1.0
 */
public final class ReadWriteLock {
    private final @Nullable String name;
    private final ReadWriteSync sync;
    private final ReadLock readLock;
    private final WriteLock writeLock;

    /** Creates an unlocked lock without a name. */
    public ReadWriteLock() {
        this(null, false);
    }

    /**
     * Creates an unlocked lock.
     *
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws NullPointerException if {@code name} is null
     */
    public ReadWriteLock(String name) {
        this(Checks.notNull(name, "name"), false);
    }

    private ReadWriteLock(@Nullable String name, boolean fair) {
        this.name = name;
        this.sync = Recorder.isEnabled() ? new RecordedReadWriteSync(this, fair) : new ReadWriteSync(this, fair);
        this.readLock = new ReadLock(sync);
        this.writeLock = new WriteLock(sync);
    }

    /**
     * Creates an unlocked fair lock, which serves waiting threads first-come, first-served. Readers that follow each
     * other in the queue acquire the lock together. {@code acquire(false)} fails while other threads are queued.
     *
     * @return the lock
     */
    public static ReadWriteLock fair() {
        return new ReadWriteLock(null, true);
    }

    /**
     * Creates an unlocked fair lock with a name; see {@link #fair()}.
     *
     * @param name the name shown in {@code toString}, dumps and errors
     * @return the lock
     * @throws NullPointerException if {@code name} is null
     */
    public static ReadWriteLock fair(String name) {
        return new ReadWriteLock(Checks.notNull(name, "name"), true);
    }

    /** {@return the lock for reading, which several threads can hold} */
    public ReadLock read() {
        return readLock;
    }

    /** {@return the lock for writing, which one thread can hold} */
    public WriteLock write() {
        return writeLock;
    }

    /** {@return the number of acquisitions of the read lock that the calling thread has not released yet} */
    public long getReadHoldCount() {
        return sync.readHoldCount();
    }

    /** {@return the number of acquisitions of the write lock that the calling thread has not released yet} */
    public long getWriteHoldCount() {
        return sync.writeHoldCount();
    }

    /**
     * Returns the thread that holds the write lock: a snapshot, for monitoring.
     *
     * @return the owner, or null if no thread holds the write lock
     */
    public @Nullable NamedThread getOwner() {
        var owner = sync.owner();
        return owner == null ? null : ThreadTable.of(owner);
    }

    @Nullable String name() {
        return name;
    }

    @Override
    public String toString() {
        return Labels.of("ReadWriteLock", name, sync.label());
    }
}
