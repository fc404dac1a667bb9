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
 * A value that each thread has for itself: Python's {@code threading.local}, with a type.
 *
 * <p>A thread sees only what it set itself. With an initializer, a thread that asks for the first time gets what the
 * initializer makes, in that thread and for that thread, as the {@code __init__} of a Python subclass of {@code local}
 * is run anew in every thread; if it fails, the next call tries again. Nothing is inherited by threads that a thread
 * starts. A thread's value can be collected when the thread has ended, or when this object is no longer reachable, even
 * if the value leads back to it. (The values of threads that this library did not start go when more values are set.)
 * Nothing here waits, and any thread may call any method.
 *
 * <p>Python's attributes become fields of a class of one's own:
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
 * <p><b>Differences from Python.</b> One typed value instead of attributes by name; {@code AttributeError} is
 * {@link NoSuchElementException}. An initializer must not ask for the value that it is just making.
 *
 * <p><b>Differences from {@link ThreadLocal}.</b> Without an initializer, asking for what was never set is an error,
 * not null; null itself is a value like any other. The initializer may throw. {@link #isSet()} asks without
 * initializing. A thread does not keep its values alive.
 *
 * <p>Memory consistency effects: none, since no two threads share a value.
 *
 * @param <T> the type of the value; may be a nullable type
 * @since 0.1.0
 */
public final class Local<T extends @Nullable Object> {
    private static final int FIRST_SWEEP = 64;

    /**
     * What the calling thread has in all locals, to be forgotten at its end. Weak, as what a thread holds by itself is;
     * and of classes of the JDK, so that a thread that outlives this library pins nothing of it.
     */
    private static final ThreadLocal<ArrayList<WeakReference<Value>>> OF_THREAD =
            ThreadLocal.withInitial(ArrayList::new);

    static {
        ThreadLifecycle.beforeEnd(Local::forgetThread);
    }

    /*
     * This object holds the values, and a thread holds its own one weakly. If the thread held it, as a thread holds the
     * value of a ThreadLocal, a value that leads back to this object would keep both alive as long as the thread, and
     * the value of a local that nothing uses any more would stay until the thread happened to use some other.
     */
    private final Set<Value> values = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ThreadLocalUsage") // one of each thread for each local, which is what this class is for
    private final ThreadLocal<@Nullable WeakReference<Value>> mine = new ThreadLocal<>();

    /**
     * The number of values at which to look for those of foreign threads that have ended; racy, as one look more does
     * no harm.
     */
    private volatile int sweepAt = FIRST_SWEEP;

    private static final class Value {
        /** Used by its thread alone. */
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

    /** Makes a value that each thread must set before it asks for it. */
    public Local() {
        this.initializer = null;
    }

    /**
     * Makes a value that each thread has made for it when it first asks.
     *
     * @param initializer makes a thread's value, in that thread; called again after {@link #delete()}, and after a
     *     failure
     * @throws NullPointerException if {@code initializer} is null
     */
    public Local(ThrowingSupplier<? extends T, ?> initializer) {
        this.initializer = Checks.notNull(initializer, "initializer");
    }

    /**
     * The calling thread's value, made by the initializer if it has none yet.
     *
     * @return the value
     * @throws NoSuchElementException if the thread has no value and there is no initializer
     * @throws CompletionException if the initializer throws a checked exception, which is its cause; an unchecked one
     *     is thrown as it is
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // what was set is a T, which is null only if T includes null
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
            all.removeIf(each -> each.refersTo(null)); // of locals that are gone
        }
        all.add(reference);
        mine.set(null); // first: it may need memory, and nothing may fail once the value is added
        values.add(added);
        mine.set(reference); // last: a value that is found, but not among the values, could vanish at any time
    }

    /** Threads of this library forget their values themselves. */
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
            // the next sweep finds them
        }
    }

    /** {@return whether the calling thread has a value; does not make one} */
    public boolean isSet() {
        return find() != null;
    }

    /** Takes the calling thread's value away: Python's {@code del}. Does nothing if it has none. */
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
                    + ThreadTable.nameOf(Thread.currentThread()) + " (expected set() first, or an initializer)");
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

    /** Shows the calling thread's value; does not make one. */
    @Override
    public String toString() {
        var found = find();
        return found == null ? "Local[unset]" : "Local[" + found.value + "]";
    }
}
