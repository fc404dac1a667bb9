package io.github.threading4j;

import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A value that each thread has for itself: Python's {@code threading.local}, with a type.
 *
 * <p>A thread sees only what it set itself. With an initializer, a thread that asks for the first time gets what the
 * initializer makes, in that thread and for that thread, as the {@code __init__} of a Python subclass of {@code local} is
 * run anew in every thread; if it fails, the next call tries again. Nothing is inherited by threads that a thread starts.
 * A thread's value goes when the thread ends, or when nobody holds this object any more. Nothing here waits, and any
 * thread may call any method.
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
 * <p><b>Differences from {@link ThreadLocal}.</b> Without an initializer, asking for what was never set is an error, not
 * null; null itself is a value like any other. The initializer may throw. {@link #isSet()} asks without initializing.
 *
 * <p>Memory consistency effects: none, since no two threads share a value.
 *
 * @param <T> the type of the value; may be a nullable type
 * @since 0.1.0
 */
public final class Local<T extends @Nullable Object> {
    /** Stands for "no value". Of a class of the JDK, so that a thread that outlives this library pins nothing of it. */
    private static final Object UNSET = new Object();

    // T or UNSET: a ThreadLocal can't tell null from nothing.
    private final ThreadLocal<@Nullable Object> values = ThreadLocal.withInitial(() -> UNSET);
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
     * @throws CompletionException if the initializer throws a checked exception, which is its cause; an unchecked one is
     *     thrown as it is
     */
    @SuppressWarnings("unchecked") // what is not UNSET was set as a T
    public T get() {
        var value = values.get();
        return value == UNSET ? initialize() : (T) value;
    }

    /**
     * Sets the calling thread's value.
     *
     * @param value the value
     */
    public void set(T value) {
        values.set(value);
    }

    /**
     * Tells whether the calling thread has a value; does not make one.
     *
     * @return whether it has
     */
    public boolean isSet() {
        return values.get() != UNSET;
    }

    /** Takes the calling thread's value away: Python's {@code del}. Does nothing if it has none. */
    public void delete() {
        values.remove();
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
        values.set(made);
        return made;
    }

    /** Shows the calling thread's value; does not make one. */
    @Override
    public String toString() {
        var value = values.get();
        return value == UNSET ? "Local[unset]" : "Local[" + value + "]";
    }
}
