package io.github.threading4j.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread's wait for a monitor or a {@code java.util.concurrent} lock whose owner the JVM knows. Without the
 * module {@code java.management}, no such waits are found.
 *
 * @param thread the waiting thread
 * @param owner the thread that owns the lock
 * @param seen what the JVM reported about the waiting thread
 */
record JavaWait(Thread thread, Thread owner, ThreadInfo seen) implements Wait {
    private static final boolean IS_AVAILABLE =
            ModuleLayer.boot().findModule("java.management").isPresent();

    /**
     * A separate class: the first use of the bean is slow, so the bean is initialized only when a thread may be in such
     * a wait.
     */
    private static final class Bean {
        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    }

    /** Returns the waits of this kind that the given threads are in. */
    static List<JavaWait> among(List<Thread> threads) {
        var blocked = new ArrayList<Thread>();
        for (var thread : threads) {
            if (IS_AVAILABLE && mayWait(thread)) {
                blocked.add(thread);
            }
        }
        return blocked.isEmpty() ? List.of() : waits(blocked, threads);
    }

    private static boolean mayWait(Thread thread) {
        try {
            return switch (thread.getState()) {
                case BLOCKED -> true;
                case WAITING ->
                    LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer lock
                            && !(lock instanceof Blocker);
                default -> false;
            };
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // thrown by a class that overrides getState
            return false;
        }
    }

    private static List<JavaWait> waits(List<Thread> blocked, List<Thread> threads) {
        var owners = new HashMap<Long, Thread>();
        ThreadingAccess.get().forEachThread(thread -> putIfHonest(owners, thread));
        threads.forEach(thread -> putIfHonest(owners, thread));
        var waits = new ArrayList<JavaWait>();
        for (var thread : blocked) {
            var info = info(thread);
            var owner = info == null ? null : owners.get(info.getLockOwnerId());
            if (info != null
                    && owner != null
                    && mayWait(thread)) { // checked again: by now, the thread may wait in this library
                waits.add(new JavaWait(thread, owner, info));
            }
        }
        return waits;
    }

    /**
     * Adds a thread under its id. Ignores a thread whose class overrides getId, which could return the id of another
     * thread.
     */
    private static void putIfHonest(Map<Long, Thread> owners, Thread thread) {
        if (hasItsOwnId(thread)) {
            owners.put(JavaThreads.id(thread), thread);
        }
    }

    private static boolean hasItsOwnId(Thread thread) {
        try {
            return Thread.class.equals(thread.getClass().getMethod("getId").getDeclaringClass());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static @Nullable ThreadInfo info(Thread thread) {
        return hasItsOwnId(thread) ? Bean.THREADS.getThreadInfo(JavaThreads.id(thread)) : null;
    }

    /**
     * No thread ends while it owns a monitor. The exception is the monitor of its own {@code Thread}: after a thread
     * counts as terminated, it briefly owns this monitor, while it wakes the threads in {@code Thread.join}.
     *
     * <p>No thread waits for a monitor that it owns itself, since monitors are reentrant. A thread that has just
     * acquired a monitor, however, briefly counts as blocked although it already is the owner.
     */
    @Override
    public Enders enders() {
        if (isForMonitor() && (owner == thread || !owner.isAlive())) {
            return Enders.Open.OVER;
        }
        return lasts() ? new Enders.One(owner, isCertain()) : Enders.Open.ANY_THREAD;
    }

    private boolean isForMonitor() {
        return seen.getThreadState() == Thread.State.BLOCKED;
    }

    /**
     * Only the owner can release a monitor or a lock of the JDK; a lock of another class may allow any thread to
     * release it.
     */
    private boolean isCertain() {
        return isForMonitor()
                || (LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer lock
                        && lock.getClass().getModule() == Object.class.getModule());
    }

    /** The JVM counts how often a thread has blocked and waited, so the counts identify a wait. */
    @Override
    public boolean lasts() {
        var now = info(thread);
        return now != null
                && (isForMonitor() || !thread.isInterrupted()) // an interrupt does not end the wait for a monitor
                && now.getThreadState() == seen.getThreadState()
                && now.getBlockedCount() == seen.getBlockedCount()
                && now.getWaitedCount() == seen.getWaitedCount()
                && now.getLockOwnerId() == seen.getLockOwnerId();
    }

    @Override
    public Object blocker() {
        var blocker = LockSupport.getBlocker(thread);
        // Null for a monitor: it is unknown whether two threads wait for the same one.
        return blocker == null ? thread : blocker;
    }

    @Override
    public boolean isIdle() {
        return false;
    }

    @Override
    public String describe() {
        return Blocker.Kind.ACQUIRE.words() + " " + awaited();
    }

    @Override
    public String awaited() {
        return String.valueOf(seen.getLockName());
    }

    @Override
    public Thread holder() {
        return owner;
    }

    @Override
    public List<Thread> holders() {
        return List.of(owner);
    }
}
