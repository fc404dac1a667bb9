package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The threads that could end a wait, as a formula over threads that is true if the wait can still end.
 *
 * <p>It may name more threads than could really end the wait, never fewer: such an error makes a deadlock go unnoticed,
 * but never invents one. Help from outside does not count, as in other detectors: an interrupt, a cancellation, a
 * shutdown, a close of results, or an outcome that some thread sets into the future of a pool's task.
 */
public sealed interface Enders {
    /** The waits that can end regardless of what other waiting threads do. */
    enum Open implements Enders {
        /** Any thread that has a reference to the object can end the wait. */
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
     * @param certain whether no other thread can do it; otherwise, any thread might, but usually none does
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

    /** Collects the parts of {@link All} or {@link Any}, each once: many tasks have the same workers. */
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
     * @return false if all threads that would have to act can't
     */
    boolean canEnd(Predicate<? super Thread> canAct);

    /**
     * Calls an action with each thread that is named, perhaps more than once.
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
     * Returns whether a pool's workers are among those that must act.
     *
     * @return whether there is such a part
     */
    default boolean needsWorkers() {
        return false;
    }

    /**
     * Returns whether no thread but those named can end the wait.
     *
     * @return whether that is certain
     */
    default boolean isCertain() {
        return true;
    }
}
