package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * All waits without a timeout, and the groups of threads that can never continue. Unlike {@link WaitGraph#findKnots()},
 * a survey includes the waits that any thread could end, such as a wait for an event. If no thread that could end these
 * waits is left, the waiting threads form an additional group.
 *
 * @param knots the groups; the enders of each member of the additional group are {@link Enders.Open#ANY_THREAD}
 * @param waits the waits, except for those of the calling thread
 */
public record Survey(List<Knot> knots, List<Wait> waits) {
    /** The maximum number of threads in the additional group; any others are behind it. */
    private static final int MOST_MEMBERS = 100;

    /**
     * Examines all threads. The calling thread does not count as a thread that could still end a wait.
     *
     * @return the result
     */
    public static Survey take() {
        var graph = WaitGraph.examine(Graph::new);
        var knots = new ArrayList<>(graph.knots());
        if (graph.noThreadIsLeft()) {
            graph.addUnended(knots);
        }
        return new Survey(knots, graph.allWaits());
    }

    private static final class Graph extends WaitGraph {
        private final IdentityHashMap<Thread, Wait> open = new IdentityHashMap<>();
        private final List<Wait> openInOrder = new ArrayList<>();
        private final Set<Thread> others = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        void omit(Thread thread) {
            if (!hasEnded(thread) && !isBystander(thread)) {
                others.add(thread);
            }
        }

        @Override
        void omit(Wait wait, Enders.Open enders) {
            if (wait instanceof BlockerWait && enders == Enders.Open.ANY_THREAD) {
                if (open.putIfAbsent(wait.thread(), wait) == null) {
                    openInOrder.add(wait);
                }
            } else {
                omit(wait.thread());
            }
        }

        List<Wait> allWaits() {
            return Stream.concat(waits(), openInOrder.stream()).toList();
        }

        /**
         * Returns whether each thread was seen waiting and has not stopped waiting since, and no other thread exists
         * now.
         *
         * <p>If a thread was started after the list of threads was made, the starting thread was running at that time.
         * Since the starting thread was examined later, it was seen running, unless it began to wait in between. In
         * that case, the started thread exists when the threads are listed again, or has ended by then. Whatever it has
         * done is visible to the last check, which verifies that no wait has ended.
         */
        boolean noThreadIsLeft() {
            return others.stream().allMatch(this::isWaiting)
                    && noThreadHasCome()
                    && allWaits().stream().allMatch(wait -> !endersOf(wait).isOver() && lasts(wait));
        }

        private boolean isWaiting(Thread thread) {
            return contains(thread) || open.containsKey(thread);
        }

        /** Also returns false if the JVM is shutting down, since no thread of the program then keeps it alive. */
        private boolean noThreadHasCome() {
            var now = new ArrayList<>(SystemThreads.platform());
            var keepsAlive = now.stream().anyMatch(thread -> !thread.isDaemon() && !isOfTheJvm(thread));
            ThreadingAccess.get().forEachThread(now::add);
            return keepsAlive
                    && now.stream().allMatch(thread -> isWaiting(thread) || isBystander(thread) || hasEnded(thread));
        }

        /**
         * Adds a group for the waits that any thread could end, with one waiting thread for each awaited object. Behind
         * it are the other threads in these waits, and the threads that wait for a thread of the group.
         */
        void addUnended(List<Knot> knots) {
            var behind = new ArrayList<>(threadsThatCanAct().toList()); // each waits for a thread that could act
            var busy = openInOrder.stream().filter(wait -> !wait.isIdle()).toList();
            var idle = openInOrder.stream().filter(Wait::isIdle).toList();
            var blockers = new IdentityHashMap<Object, Wait>();
            var members = new ArrayList<Knot.Member>();
            for (var wait : busy.isEmpty() && !behind.isEmpty() ? idle : busy) {
                if (members.size() < MOST_MEMBERS && blockers.putIfAbsent(wait.blocker(), wait) == null) {
                    members.add(new Knot.Member(wait, Enders.Open.ANY_THREAD));
                } else {
                    behind.add(wait.thread());
                }
            }
            if (!members.isEmpty()) {
                knots.add(new Knot(members, behind));
            }
        }
    }

    /** Returns whether a thread is assumed never to end another thread's wait. */
    private static boolean isBystander(Thread thread) {
        return thread == Thread.currentThread()
                || isSpectator(thread)
                || WaitGraph.orElse(() -> isOfTheJvm(thread), false);
    }

    private static boolean isSpectator(Thread thread) {
        var blocker = LockSupport.getBlocker(thread);
        return blocker instanceof Blocker known
                ? known.awaited() instanceof Spectator && !known.enders(thread).isOver()
                : blocker instanceof Spectator;
    }

    /** A thread of the flight recorder, in the group of the thread that has started the recorder. */
    private static final String PERIODIC_EVENTS = "JFR Periodic Tasks";

    /**
     * The JVM's own threads. They run no application code except signal handlers, cleaning actions and the like, which
     * may run at any time or not at all. Other threads in the same groups, such as one that waits for a child process,
     * may complete a future of the application.
     */
    private static final Set<String> THREADS_OF_THE_JVM = Set.of(
            "Reference Handler",
            "Finalizer",
            "Signal Dispatcher",
            "Notification Thread",
            "Service Thread",
            "Monitor Deflation Thread",
            "Attach Listener",
            "JFR Recorder Thread",
            PERIODIC_EVENTS,
            "Common-Cleaner",
            "VirtualThread-unblocker",
            "VirtualThread-unparker");

    private static boolean isOfTheJvm(Thread thread) {
        var group = thread.getThreadGroup();
        if (group == null) {
            return false; // the thread has ended
        }
        var name = thread.getName();
        var parent = group.getParent();
        if (parent != null && parent.getParent() != null) {
            return false; // an application's group, whatever its name
        }
        return switch (group.getName()) {
            case "system" -> THREADS_OF_THE_JVM.contains(name);
            case "InnocuousThreadGroup" -> THREADS_OF_THE_JVM.contains(name) || name.startsWith("Cleaner-");
            case "CarrierThreads" -> thread.getState() != Thread.State.RUNNABLE; // otherwise, it runs a virtual thread
            // DestroyJavaVM waits for the last non-daemon thread to end.
            case "main" -> name.equals("DestroyJavaVM") || name.equals(PERIODIC_EVENTS);
            default -> false;
        };
    }
}
