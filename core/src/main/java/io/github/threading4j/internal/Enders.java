package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The threads that could end a wait, expressed as a formula over threads. The formula is true if the wait can still
 * end.
 *
 * <p>The formula may name threads that could not actually end the wait, but it never omits a thread that could.
 * Therefore, a deadlock may go unnoticed, but none is reported falsely. As in other deadlock detectors, help from
 * outside does not count: an interrupt, a cancellation, a shutdown, closing the results of a {@code map}, or a thread
 * that sets the outcome of a pool task's future.
 */
public sealed interface Enders {
    /** The waits that can end regardless of what other waiting threads do. */
    enum Open implements Enders {
        /** Any thread that has a reference to the awaited object can end the wait. */
        ANY_THREAD,
        /** No thread needs to act: the wait has ended, and the waiting thread is about to continue. */
        OVER;

        @Override
        public boolean canEnd(Predicate<? super Thread> canAct) {
            return true;
        }

        @Override
        public boolean isOver() {
            return this == OVER;
        }

        @Override
        public void forEachThread(Consumer<? super Thread> action) {}
    }

    /**
     * A thread that must act.
     *
     * @param thread the thread
     * @param certain true if no other thread can end the wait; false in the unusual case that another thread might
     */
    record One(Thread thread, boolean certain) implements Enders {
        @Override
        public boolean canEnd(Predicate<? super Thread> canAct) {
            return canAct.test(thread);
        }

        @Override
        public void forEachThread(Consumer<? super Thread> action) {
            action.accept(thread);
        }

        @Override
        public boolean isCertain() {
            return certain;
        }
    }

    /**
     * The workers of a pool, one of which must act.
     *
     * @param threads all threads that the pool will ever have
     */
    record Workers(List<Thread> threads) implements Enders {
        @Override
        public boolean canEnd(Predicate<? super Thread> canAct) {
            return threads.stream().anyMatch(canAct);
        }

        @Override
        public void forEachThread(Consumer<? super Thread> action) {
            threads.forEach(action);
        }

        @Override
        public boolean needsWorkers() {
            return true;
        }
    }

    /**
     * Collects the parts of {@link All} or {@link Any}. The workers of a pool are added only once, since many tasks
     * have the same workers.
     */
    final class Parts {
        private final Set<Enders> workers = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Enders> parts = new ArrayList<>();

        /** Creates an empty collection. */
        public Parts() {}

        /**
         * Adds a part.
         *
         * @param part the part
         */
        public void add(Enders part) {
            if (part instanceof One || workers.add(part)) {
                parts.add(part);
            }
        }

        /** {@return whether there is no part} */
        public boolean isEmpty() {
            return parts.isEmpty();
        }

        /** {@return the parts} */
        public List<Enders> toList() {
            return parts;
        }
    }

    /** A wait with several parts. */
    sealed interface Several extends Enders {
        /** {@return the parts, at least one} */
        List<Enders> parts();

        @Override
        default void forEachThread(Consumer<? super Thread> action) {
            parts().forEach(part -> part.forEachThread(action));
        }

        @Override
        default boolean isCertain() {
            return parts().stream().allMatch(Enders::isCertain);
        }

        @Override
        default boolean needsWorkers() {
            return parts().stream().anyMatch(Enders::needsWorkers);
        }
    }

    /**
     * All parts must end.
     *
     * @param parts at least one
     */
    record All(List<Enders> parts) implements Several {
        @Override
        public boolean canEnd(Predicate<? super Thread> canAct) {
            return parts.stream().allMatch(part -> part.canEnd(canAct));
        }

        @Override
        public boolean isOver() {
            return parts.stream().allMatch(Enders::isOver);
        }
    }

    /**
     * One part must end.
     *
     * @param parts at least one
     */
    record Any(List<Enders> parts) implements Several {
        @Override
        public boolean canEnd(Predicate<? super Thread> canAct) {
            return parts.stream().anyMatch(part -> part.canEnd(canAct));
        }

        @Override
        public boolean isOver() {
            return parts.stream().anyMatch(Enders::isOver);
        }
    }

    /**
     * Returns whether the wait can end.
     *
     * @param canAct returns whether a thread can still act
     * @return whether enough of the threads that must act can act
     */
    boolean canEnd(Predicate<? super Thread> canAct);

    /**
     * Calls an action with each thread that this formula names, perhaps more than once with the same thread.
     *
     * @param action the action
     */
    void forEachThread(Consumer<? super Thread> action);

    /**
     * Returns whether the wait has ended, so that no thread needs to act.
     *
     * @return whether the waiting thread is about to continue
     */
    default boolean isOver() {
        return false;
    }

    /**
     * Returns whether a pool's workers are among the threads that must act.
     *
     * @return whether this formula contains {@link Workers}
     */
    default boolean needsWorkers() {
        return false;
    }

    /**
     * Returns whether it is certain that only the named threads can end the wait.
     *
     * @return false if other threads might end the wait, too
     */
    default boolean isCertain() {
        return true;
    }
}
