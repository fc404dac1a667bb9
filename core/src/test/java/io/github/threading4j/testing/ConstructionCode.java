package io.github.threading4j.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs once, when the calling thread constructs its next thread. It runs in the {@code childValue} of an
 * {@code InheritableThreadLocal}, which any library could install.
 */
public final class ConstructionCode extends InheritableThreadLocal<String> implements AutoCloseable {
    private final AtomicReference<@Nullable Runnable> action;

    /** Installs an action for the calling thread. */
    public ConstructionCode(Runnable action) {
        this.action = new AtomicReference<>(action);
        set("inherited");
    }

    @Override
    protected String childValue(String parentValue) {
        var next = action.getAndSet(null);
        if (next != null) {
            next.run();
        }
        return parentValue;
    }

    /** Removes the inheritable value from the calling thread. */
    @Override
    public void close() {
        remove();
    }
}
