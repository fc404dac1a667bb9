package io.github.threading4j.contextvars;

import io.github.threading4j.contextvars.VarMap.Entry;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A token that undoes one {@link ContextVar#set}, once: Python's {@code contextvars.Token}.
 *
 * <p>A token belongs to the context in which the variable was set, and only a thread that runs in that context can use
 * it. If it is the resource of a try statement, it is used at the end of the block, and so also undoes the changes that
 * the block has made to the variable. No method waits.
 *
 * <pre>{@code
 * var depth = new ContextVar<>("depth", 0);
 * try (var token = depth.set(depth.get() + 1)) {
 *     System.out.println(token.hasOldValue() + " " + depth.get());   // false 1
 * }
 * System.out.println(depth.get());                                   // 0
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@link #hasOldValue()} takes the place of a comparison with {@code Token.MISSING},
 * since any value, even null, might be an old value.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart.
 *
 * <p>Memory consistency effects: the same as for {@link Context}.
 *
 * @param <T> the type of the variable's values
 * @since 0.1.0
 */
public final class Token<T extends @Nullable Object> implements AutoCloseable {
    private final ContextVar<T> var;
    private final Context context;

    /** The previous entry, or null if the variable had no value. */
    private final @Nullable Entry old;

    /** Guarded by the context, in which one thread runs at a time. */
    private boolean used;

    Token(ContextVar<T> var, Context context, @Nullable Entry old) {
        this.var = var;
        this.context = context;
        this.old = old;
    }

    /** {@return the variable that was set} */
    public ContextVar<T> getVar() {
        return var;
    }

    /** {@return whether the variable had a value in the context before it was set} */
    public boolean hasOldValue() {
        return old != null;
    }

    /**
     * Returns the value that the variable had before it was set.
     *
     * @return the value
     * @throws NoSuchElementException if the variable had no value
     */
    public T getOldValue() {
        if (old == null) {
            throw new NoSuchElementException(
                    "variable had no value before: " + this + " (expected a check with hasOldValue())");
        }
        return var.value(old);
    }

    /**
     * Restores the value, or the absence of a value, that the variable had before it was set, like
     * {@link ContextVar#reset}.
     *
     * @throws IllegalStateException if the token was used before
     * @throws IllegalArgumentException if the calling thread runs in a context other than the one in which the token
     *     was created
     */
    @Override
    public void close() {
        use(var);
    }

    void use(ContextVar<T> by) {
        if (used) {
            throw new IllegalStateException("token has already been used once: " + this);
        }
        if (by != var) {
            throw new IllegalArgumentException(
                    "token was created by a different ContextVar: " + this + " (expected a token of " + by + ")");
        }
        if (CurrentContext.orNull() != context) {
            throw new IllegalArgumentException("token was created in a different Context: " + this
                    + " (expected a token of the context that the calling thread runs in)");
        }
        if (old == null) {
            context.remove(var);
        } else {
            context.put(old);
        }
        used = true; // last, so that the token remains usable if a step fails for lack of memory
    }

    @Override
    public String toString() {
        return (used ? "Token[used, " : "Token[") + var + "]";
    }
}
