package io.github.threading4j.contextvars;

import io.github.threading4j.contextvars.VarMap.Entry;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A variable that has a value in each {@link Context}: Python's {@code contextvars.ContextVar}.
 *
 * <p>{@link #get()} and {@link #set} use the context that the calling thread runs in. {@code set} returns a
 * {@link Token}, which undoes the change when passed to {@link #reset} or at the end of a try statement. Contexts
 * refer strongly to the variables in them, so a variable should be stored in a static field. Any thread may call any
 * method, and no method waits.
 *
 * <pre>{@code
 * var user = new ContextVar<>("user", "nobody");
 * try (var token = user.set("ada")) {
 *     System.out.println(user.get());                // ada
 *     new NamedThread(() -> System.out.println(user.get())).start();   // ada: threads start with a copy
 * }
 * System.out.println(user.get());                    // nobody
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Where Python raises {@code LookupError}, {@link #get()} throws
 * {@link NoSuchElementException}.
 *
 * <p><b>Differences from {@link ThreadLocal}.</b> A value follows the work, not the thread: see {@link Context}. A
 * change can be undone.
 *
 * <p>Memory consistency effects: those of the {@link Context} through which another thread reads a value; the variable
 * itself has none.
 *
 * @param <T> the type of the values; may be a nullable type
 * @since 0.1.0
 */
public final class ContextVar<T extends @Nullable Object> {
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** The unique number of the variable, which is the key in {@link VarMap}. */
    final long number = NUMBERS.getAndIncrement();

    private final String name;

    /** The entry with the default, or null if there is none. */
    private final @Nullable Entry otherwise;

    /**
     * Creates a variable without a default.
     *
     * @param name the name shown in {@code toString} and errors; need not be unique
     * @throws NullPointerException if {@code name} is null
     */
    public ContextVar(String name) {
        this.name = Checks.notNull(name, "name");
        this.otherwise = null;
    }

    /**
     * Creates a variable with a default.
     *
     * @param name the name shown in {@code toString} and errors; need not be unique
     * @param defaultValue the value in contexts in which the variable was not set
     * @throws NullPointerException if {@code name} is null
     */
    public ContextVar(String name, T defaultValue) {
        this.name = Checks.notNull(name, "name");
        this.otherwise = new Entry(this, defaultValue);
    }

    /** {@return the variable's name} */
    public String name() {
        return name;
    }

    /**
     * Returns the value in the calling thread's context, or otherwise the default.
     *
     * @return the value
     * @throws NoSuchElementException if the variable was not set in that context and has no default
     */
    public T get() {
        var entry = current();
        if (entry == null) {
            entry = otherwise;
        }
        if (entry == null) {
            throw new NoSuchElementException(
                    "variable has no value in this context: " + this + " (expected a call of set(), or a default)");
        }
        return value(entry);
    }

    /**
     * Returns the value in the calling thread's context, or otherwise the given value.
     *
     * @param otherwise the value to return if the variable was not set in that context; overrides the variable's own
     *     default
     * @return the value, or {@code otherwise}
     */
    public T get(T otherwise) {
        var entry = current();
        return entry == null ? otherwise : value(entry);
    }

    /**
     * Sets the value in the calling thread's context.
     *
     * @param value the value
     * @return a token that undoes the change; may be ignored
     */
    public Token<T> set(T value) {
        var context = CurrentContext.get();
        var token = new Token<>(this, context, context.entry(this));
        context.put(new Entry(this, value));
        return token;
    }

    /**
     * Restores the value, or the absence of a value, that the variable had before the {@link #set} that returned the
     * token. Tokens may be used in any order.
     *
     * @param token the token, which can be used only once
     * @throws IllegalStateException if the token was used before
     * @throws IllegalArgumentException if the token belongs to another variable, or was created in a context other than
     *     the calling thread's
     * @throws NullPointerException if {@code token} is null
     */
    public void reset(Token<T> token) {
        Checks.notNull(token, "token").use(this);
    }

    private @Nullable Entry current() {
        var context = CurrentContext.orNull();
        return context == null ? null : context.entry(this);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // each value is a T, and null only if T includes null
    T value(Entry entry) {
        return (T) entry.value();
    }

    @Override
    public String toString() {
        return otherwise == null
                ? "ContextVar[name=" + name + "]"
                : Labels.of("ContextVar", name, "default=" + otherwise.value());
    }
}
