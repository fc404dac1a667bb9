package io.github.threading4j.queue;

import java.util.LinkedList;
import java.util.List;
import java.util.function.Predicate;

/** A store of a test, first in, first out, that refuses, fails, waits or lies where the test says so. */
final class ScriptedStore implements QueueStore<Integer> {
    final List<Integer> items = new LinkedList<>();

    /** The items that it takes. */
    volatile Predicate<Integer> accepts = item -> true;

    /** Called before an item is added. */
    volatile Step beforeAdd = () -> {};

    /** Called before an item is removed. */
    volatile Step beforeRemove = () -> {};

    /** How many items more it claims to have. */
    volatile int lie;

    /** How often it was called. */
    volatile int calls;

    /** What a test does in the midst of a call; it may throw anything. */
    interface Step {
        void run() throws Throwable;

        /** Throws this. */
        static Step failing(Throwable failure) {
            return () -> {
                throw failure;
            };
        }
    }

    /** A store that has items already. */
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

    @SuppressWarnings("unchecked") // the cast is erased: a store written in another language may throw anything
    private static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }
}
