package io.github.threading4j.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs where the calling thread constructs its next thread: the {@code childValue} of an {@code
 * InheritableThreadLocal}, which any library may have set. It runs once.
 */
public final class ConstructionCode extends InheritableThreadLocal<String> implements AutoCloseable {
    private final AtomicReference<@Nullable Runnable> action;

    /** Has that run, in the calling thread. */
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

    /** Has threads inherit nothing from now on. */
    @Override
    public void close() {
        remove();
    }
}
