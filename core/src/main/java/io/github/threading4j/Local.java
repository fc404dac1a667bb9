package io.github.threading4j;

import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread-local value: Python's {@code threading.local}, with a type.
 *
 * <p>A thread sees only the value that it set itself. If there is an initializer, a thread's first {@code get} calls
 * it, in that thread, to create the thread's value; Python calls the {@code __init__} of a subclass of {@code local} in
 * the same way. If the initializer fails, the thread's next {@code get} calls it again. Threads do not inherit the
 * values of the thread that starts them. A thread's value can be collected when the thread has ended, or when this
 * object is no longer reachable, even if the value refers to this object. The values of foreign threads that have ended
 * are removed when further values are set. No method waits, and any thread may call any method.
 *
 * <p>Python's attributes become fields of a class that you define:
 *
 * <pre>{@code
 * class Request {
 *     String user = "nobody";
 *     int count;
 * }
 * var request = new Local<>(Request::new);       // class Request(threading.local): ...
 * request.get().user = "ada";
 * new NamedThread(() -> System.out.println(request.get().user)).start();   // nobody
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is one typed value instead of named attributes; where Python raises
 * {@code AttributeError}, {@code get} throws {@link NoSuchElementException}. An initializer must not call {@code get}
 * on the local whose value it creates.
 *
 * <p><b>Differences from {@link ThreadLocal}.</b> Without an initializer, {@code get} of a value that was never set
 * throws instead of returning null; null is a value like any other. The initializer may throw. {@link #isSet()} does
 * not call the initializer. A thread does not keep its values alive.
 *
 * <p>Memory consistency effects: none, since no two threads share a value.
 *
 * @param <T> the type of the value; may be a nullable type
 * @since 0.1.0
 */
public final class Local<T extends @Nullable Object> {
    private static final int FIRST_SWEEP = 64;

    /**
     * References to the calling thread's values in all locals. When the thread ends, these values are removed. The
     * references are weak, like all references from a thread to values. The only objects that a thread refers to
     * strongly are instances of JDK classes. Therefore, a thread that outlives this library does not keep the library's
     * classes loaded.
     */
    private static final ThreadLocal<ArrayList<WeakReference<Value>>> OF_THREAD =
            ThreadLocal.withInitial(ArrayList::new);

    static {
        ThreadLifecycle.beforeEnd(Local::forgetThread);
    }

    /*
     * This object refers to the values, and a thread refers to its own value weakly. If threads referred to values
     * strongly, as they do to the value of a ThreadLocal, there would be two consequences. A value that refers to this
     * object would keep both objects reachable until the thread ends. And the value of an unreachable Local would
     * remain until the thread next uses another ThreadLocal.
     */
    private final Set<Value> values = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ThreadLocalUsage") // one for each thread and local, which is the purpose of this class
    private final ThreadLocal<@Nullable WeakReference<Value>> mine = new ThreadLocal<>();

    /**
     * The number of values at which the values of ended foreign threads are removed. The race in updating this field is
     * benign: at worst, it causes an additional sweep.
     */
    private volatile int sweepAt = FIRST_SWEEP;

    private static final class Value {
        /** Used only by the thread that the value belongs to. */
        @Nullable Object value;

        final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
        final Set<Value> siblings;

        Value(@Nullable Object value, Set<Value> siblings) {
            this.value = value;
            this.siblings = siblings;
        }

        boolean isOver() {
            var of = thread.get();
            return of == null || !of.isAlive();
        }
    }

    private final @Nullable ThrowingSupplier<? extends T, ?> initializer;

    /** Creates a local without an initializer: each thread must set the value before it gets it. */
    public Local() {
        this.initializer = null;
    }

    /**
     * Creates a local with an initializer.
     *
     * @param initializer returns a thread's initial value; called in that thread, and called again after
     *     {@link #delete()} or after a failure
     * @throws NullPointerException if {@code initializer} is null
     */
    public Local(ThrowingSupplier<? extends T, ?> initializer) {
        this.initializer = Checks.notNull(initializer, "initializer");
    }

    /**
     * Returns the calling thread's value, created by the initializer if the thread has none yet.
     *
     * @return the value
     * @throws NoSuchElementException if the thread has no value and there is no initializer
     * @throws CompletionException if the initializer throws a checked exception, which is the cause; an unchecked
     *     exception is thrown unchanged
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // each value is a T, and null only if T includes null
    public T get() {
        var found = find();
        return found == null ? initialize() : (T) found.value;
    }

    /**
     * Sets the calling thread's value.
     *
     * @param value the value
     */
    public void set(T value) {
        var found = find();
        if (found == null) {
            add(value);
        } else {
            found.value = value;
        }
    }

    private @Nullable Value find() {
        var reference = mine.get();
        return reference == null ? null : reference.get();
    }

    private void add(T value) {
        sweep();
        var added = new Value(value, values);
        var reference = new WeakReference<>(added);
        var all = OF_THREAD.get();
        if ((all.size() & all.size() - 1) == 0) {
            all.removeIf(each -> each.refersTo(null)); // removes the values of unreachable locals
        }
        all.add(reference);
        mine.set(null); // first, since it may allocate: nothing must fail once the value has been added
        values.add(added);
        // Last: only the set keeps a value reachable, so a value must be in the set before the thread can find it.
        mine.set(reference);
    }

    /** Removes the values of ended foreign threads; threads of this library remove their own. */
    private void sweep() {
        if (values.size() >= sweepAt) {
            values.removeIf(Value::isOver);
            sweepAt = Math.max(FIRST_SWEEP, 2 * values.size());
        }
    }

    private static void forgetThread() {
        try {
            for (var reference : OF_THREAD.get()) {
                var value = reference.get();
                if (value != null) {
                    value.siblings.remove(value);
                }
            }
        } catch (OutOfMemoryError e) {
            // the next sweep removes the values
        }
    }

    /** {@return whether the calling thread has a value} Does not call the initializer. */
    public boolean isSet() {
        return find() != null;
    }

    /** Removes the calling thread's value: Python's {@code del}. Has no effect if there is none. */
    public void delete() {
        var found = find();
        if (found != null) {
            values.remove(found);
            mine.remove();
        }
    }

    private T initialize() {
        if (initializer == null) {
            throw new NoSuchElementException("local has no value in this thread: "
                    + ThreadTable.nameOf(Thread.currentThread()) + " (expected a call of set(), or an initializer)");
        }
        T made;
        try {
            made = initializer.get();
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "the initializer of a local");
        }
        set(made);
        return made;
    }

    /** Returns a description with the calling thread's value. Does not call the initializer. */
    @Override
    public String toString() {
        var found = find();
        return found == null ? "Local[unset]" : "Local[" + found.value + "]";
    }
}
