package io.github.threading4j.insight;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.WaitGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions that find the deadlocks of a program.
 *
 * <pre>{@code
 * for (var deadlock : Insight.findDeadlocks()) {
 *     System.out.println(deadlock);
 * }
 * }</pre>
 *
 * <p>Nothing has to be switched on, and a program pays nothing until it calls a method of this class.
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * <p><b>Differences from java.lang.management.</b> {@code ThreadMXBean.findDeadlockedThreads} finds cycles of platform
 * threads over monitors and {@code java.util.concurrent} locks. This class finds these, too, and in addition those of
 * virtual threads, and those over conditions, joins, futures and pools of this library.
 *
 * @since 0.1.0
 */
public final class Insight {
    private Insight() {}

    /**
     * Starts a daemon thread that looks at all threads at intervals, first after one interval, and calls a handler with
     * each finding once: with a {@link Deadlock} when it is first seen, and with a {@link LongWait} if {@link
     * WatchOptions#longerThan(double)} was called. Unlike {@link #findDeadlocks()}, the watch also finds that
     * {@linkplain Deadlock.Kind#NOBODY_LEFT no thread is left}.
     *
     * <pre>{@code
     * var watch = Insight.watch(WatchOptions.defaults(), finding -> log.warn("{}", finding));
     * }</pre>
     *
     * <p>The system property {@code threading4j.deadlocks=report} starts such a watch without a change of the program;
     * see {@link io.github.threading4j.insight the package description}.
     *
     * <p>The handler is called in the daemon thread, which belongs to no application: it has no context, no context
     * class loader, and is not one of {@code Threading.enumerate()}. Calls never overlap; while a call lasts, this
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
     * Finds the deadlocks that exist at this moment: groups of threads in which each waits, without a timeout, for
     * something that only threads of the group could provide.
     *
     * <p>The search covers all platform threads and the virtual threads that this library knows: those that it started,
     * those that have called {@code Threading.currentThread()}, and any thread for which one of the others waits. It
     * takes less than a microsecond for each thread and stops none. The threads that seem to be deadlocked are examined
     * twice, and a group is reported only if all of its threads were in the same waits throughout. A deadlock that
     * exists during the whole call is found if each of its waits is of one of these kinds:
     *
     * <ul>
     *   <li>for a {@code Lock} or {@code RLock}, in any form, or for a condition while a thread of the group holds its
     *       lock;
     *   <li>for a {@code NamedThread} to end;
     *   <li>for a task of a {@code ThreadPoolExecutor} that is running, or that is queued while all workers of the pool
     *       are in the group; for several such tasks, or for capacity in the pool;
     *   <li>of a platform thread, for a monitor or a {@code java.util.concurrent} lock, if the module {@code
     *       java.management} is present.
     * </ul>
     *
     * <p>Anything else, such as an event, an item of a queue or a permit, could come from any thread. Help from outside
     * of the group does not count: an interrupt, a cancellation, a shutdown or a close of results may still end such a
     * wait.
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
