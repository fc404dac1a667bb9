package io.github.threading4j.insight;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.WaitGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions that find the deadlocks of a program, and that show what its threads wait for.
 *
 * <pre>{@code
 * for (var deadlock : Insight.findDeadlocks()) {
 *     System.out.println(deadlock);
 * }
 * }</pre>
 *
 * <p>Nothing has to be enabled, and there is no cost until a program calls a method of this class. Optionally,
 * {@linkplain #record(RecordOptions) a recording} lets locks record the threads that hold them, which reveals more.
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * <p><b>Differences from java.lang.management.</b> {@code ThreadMXBean.findDeadlockedThreads} finds cycles of platform
 * threads that wait for monitors and {@code java.util.concurrent} locks. This class finds these cycles, too. It also
 * finds deadlocks of virtual threads, and deadlocks that involve the locks, conditions, joins, futures and pools of
 * this library.
 *
 * @since 0.1.0
 */
public final class Insight {
    private Insight() {}

    /**
     * Starts a daemon thread that examines all threads at intervals, first after one interval, and calls a handler with
     * each finding once: with a {@link Deadlock} when it is first seen, and with a {@link LongWait} if
     * {@link WatchOptions#longerThan(double)} was called. Unlike {@link #findDeadlocks()}, the watch also finds that
     * {@linkplain Deadlock.Kind#NOBODY_LEFT no thread is left}.
     *
     * <pre>{@code
     * try (var watch = Insight.watch(WatchOptions.defaults(), System.err::println)) {
     *     // the program
     * }
     * }</pre>
     *
     * <p>The system property {@code threading4j.deadlocks=report} starts such a watch without a change of the program;
     * see {@link io.github.threading4j.insight the package description}.
     *
     * <p>The handler is called in the daemon thread, which belongs to no application: it has no context, no context
     * class loader, and is not listed by {@code Threading.enumerate()}. Calls never overlap; while a call lasts, this
     * watch finds nothing. If the handler throws, the exception goes to the excepthook, and the watch continues.
     *
     * @param options the options
     * @param handler the handler
     * @return the watch, which continues until it is closed
     * @throws IllegalStateException if the system can't start another thread
     * @throws NullPointerException if an argument is null
     */
    public static Watch watch(WatchOptions options, ThrowingConsumer<? super Finding> handler) {
        return Watch.start(Checks.notNull(options, "options"), Checks.notNull(handler, "handler"));
    }

    /**
     * Lets the locks and semaphores that are created from now on, until the recording is closed, record the threads
     * that hold them.
     *
     * <pre>{@code
     * try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
     *     var lock = new RLock("accounts");            // records its holders for as long as it exists
     *     lock.with(() -> System.out.println("held")); // held
     * }
     * }</pre>
     *
     * <p>With a recording, findings contain more:
     *
     * <ul>
     *   <li>{@link #findDeadlocks()} also finds deadlocks that involve a {@code Semaphore} or {@code BoundedSemaphore}
     *       if each of its permits was acquired, and is still held, by a known thread, and the waiting thread holds
     *       none. Once a thread has released a permit that it had not acquired, this semaphore is no longer examined:
     *       its permits can come from any thread. Until then, it may be one that another thread is about to release
     *       for the first time, so such a deadlock is {@link Deadlock.Certainty#UNLESS_RELEASED}.
     *   <li>Each {@link Waiter} lists all recorded locks and permits that its thread holds. With
     *       {@link RecordOptions#sites(int)}, it shows for how long, and where they were acquired.
     *   <li>A {@link Watch} reports locks that were {@linkplain HeldAtEnd still held at the end} of a thread of this
     *       library, or of a task of one of its pools or executors, unless the end preceded the start of the watch.
     *   <li>With {@link RecordOptions#lockOrder()}, a {@link Watch} reports locks that threads acquire
     *       {@linkplain LockOrderInversion in opposite orders}, unless this preceded the start of the watch.
     *   <li>A {@code Lock} that a thread has released without having acquired it is no longer part of a deadlock: any
     *       thread may release it again.
     * </ul>
     *
     * <p>A lock that records takes some nanoseconds longer to acquire and release, which is about two and a half times
     * as long if the lock is uncontended. Locks that were created without a recording are not affected. The system
     * property {@code threading4j.heldAtEnd=report} opens a recording before the first lock is created; see
     * {@link io.github.threading4j.insight the package description}.
     *
     * @param options the options
     * @return the recording, which continues until it is closed
     * @throws NullPointerException if {@code options} is null
     */
    public static Recording record(RecordOptions options) {
        return Recording.begin(Checks.notNull(options, "options"));
    }

    /**
     * Returns a snapshot of the threads and of what they wait for, with default options.
     *
     * <pre>{@code
     * System.out.println(Insight.snapshot());
     * Insight.snapshot().writeJson(System.out);
     * }</pre>
     *
     * @return the snapshot
     */
    public static Snapshot snapshot() {
        return snapshot(SnapshotOptions.defaults());
    }

    /**
     * Returns a snapshot of the threads and of what they wait for, including waits with a timeout and waits for objects
     * that any thread could provide.
     *
     * <p>The snapshot covers the same threads as {@link #findDeadlocks()}, and contains its result. It takes some
     * microseconds for each thread, and about a tenth of a millisecond for each of at most 1,000 stack traces, and does
     * not stop any thread. The threads are examined one after the other. Therefore, threads that do not belong to a
     * deadlock may be shown in states that did not exist at the same time.
     *
     * <p>Stack traces are taken of deadlocked threads and of threads that hold what others wait for, then of threads
     * that do not wait, and of at most 10 of the threads that wait for the same object.
     *
     * @param options the options
     * @return the snapshot
     * @throws NullPointerException if {@code options} is null
     */
    public static Snapshot snapshot(SnapshotOptions options) {
        return new SnapshotTaker(Checks.notNull(options, "options")).take();
    }

    /**
     * Finds the deadlocks that exist at this moment: groups of threads in which each waits, without a timeout, for
     * something that only threads of the group could provide.
     *
     * <p>The search covers all platform threads and the virtual threads that this library knows: those that it started,
     * those that have called {@code Threading.currentThread()}, and any thread that a covered thread waits for. The
     * search takes about a microsecond for each thread, and does not stop any thread. The threads that seem to be
     * deadlocked are examined twice, and a group is reported only if all of its threads were in the same waits
     * throughout. A deadlock that exists during the whole call is found if each of its waits is one of the following:
     *
     * <ul>
     *   <li>a wait for a {@code Lock} or {@code RLock}, by any method, or for a condition whose lock is held by a
     *       thread of the group;
     *   <li>a wait for a {@code NamedThread} to end;
     *   <li>a wait for a task of a {@code ThreadPoolExecutor} if the task is running, or if it is queued and all
     *       workers of the pool are in the group; a wait for several such tasks, or for capacity in the pool;
     *   <li>a platform thread's wait for a monitor or a {@code java.util.concurrent} lock, if the module
     *       {@code java.management} is present.
     * </ul>
     *
     * <p>A wait for anything else, such as an event, an item of a queue or a permit, could be ended by any thread, so
     * it is never part of a deadlock; with a {@linkplain #record recording}, a wait for a permit can be. Help from
     * outside of the group does not count: an interrupt, a cancellation, a
     * shutdown, or closing the results of a {@code map} may still end a deadlock.
     *
     * @return the deadlocks; empty if none was found
     */
    public static List<Deadlock> findDeadlocks() {
        var deadlocks = new ArrayList<Deadlock>();
        for (var knot : WaitGraph.findKnots()) {
            deadlocks.add(Deadlocks.of(knot));
        }
        return List.copyOf(deadlocks);
    }
}
