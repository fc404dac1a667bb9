package io.github.threading4j.queue;

import java.util.LinkedList;
import java.util.List;
import java.util.function.Predicate;

/** A FIFO store that rejects items, throws, blocks or reports a wrong size, as the test specifies. */
final class ScriptedStore implements QueueStore<Integer> {
    final List<Integer> items = new LinkedList<>();

    /** The items that the store accepts. */
    volatile Predicate<Integer> accepts = item -> true;

    /** Called before an item is added. */
    volatile Step beforeAdd = () -> {};

    /** Called before an item is removed. */
    volatile Step beforeRemove = () -> {};

    /** The number to add to the reported size. */
    volatile int lie;

    /** The number of calls so far. */
    volatile int calls;

    /** An action that a test runs during a call; it can throw anything. */
    interface Step {
        void run() throws Throwable;

        /** Returns a step that throws the given exception. */
        static Step failing(Throwable failure) {
            return () -> {
                throw failure;
            };
        }
    }

    /** Returns a store with the given items. */
    static ScriptedStore of(Integer... items) {
        var store = new ScriptedStore();
        store.items.addAll(List.of(items));
        return store;
    }

    @Override
    public boolean add(Integer item) {
        calls++;
        run(beforeAdd);
        return accepts.test(item) && items.add(item);
    }

    @Override
    public Integer remove() {
        calls++;
        run(beforeRemove);
        return items.remove(0);
    }

    @Override
    public int size() {
        calls++;
        return items.size() + lie;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            ScriptedStore.<RuntimeException>throwAsIs(e);
        }
    }

    @SuppressWarnings("unchecked") // the cast is erased: a store written in another JVM language can throw anything
    private static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }
}
