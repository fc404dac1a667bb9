package io.github.threading4j;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import org.jspecify.annotations.Nullable;

/**
 * A builder of threads; each call of {@link #start} or {@link #unstarted} creates a new thread.
 *
 * <pre>{@code
 * var workers = NamedThread.builder().name("worker").daemon(true);
 * for (int i = 0; i < 3; i++) {
 *     workers.start(() -> System.out.println(currentThread())).join();
 * }
 * }</pre>
 *
 * <p>A builder is not thread-safe.
 *
 * @since 0.1.0
 */
public final class NamedThreadBuilder {
    @Nullable String name;

    @Nullable Boolean daemon;

    boolean virtual;

    /** Null if the thread gets the value that {@link Threading#stackSize()} has when the thread is created. */
    @Nullable Long stackSize;

    @Nullable Context context;

    NamedThreadBuilder() {}

    /**
     * Sets the name; by default, each thread gets a distinct default name.
     *
     * @param name the name; if it is empty, the default name is used, as in Python
     * @return this builder
     * @throws NullPointerException if {@code name} is null
     */
    public NamedThreadBuilder name(String name) {
        Checks.notNull(name, "name");
        this.name = name.isEmpty() ? null : name;
        return this;
    }

    /**
     * Sets whether the program may end without waiting for the thread; by default, this is inherited from the creating
     * thread.
     *
     * @param daemon whether it is a daemon
     * @return this builder
     */
    public NamedThreadBuilder daemon(boolean daemon) {
        this.daemon = daemon;
        return this;
    }

    /**
     * Creates virtual threads instead of platform threads.
     *
     * @return this builder
     * @throws UnsupportedOperationException if the Java version is below 21
     */
    public NamedThreadBuilder virtual() {
        return virtual(true);
    }

    /**
     * Creates virtual threads or platform threads, for a program that decides at run time.
     *
     * @param virtual true for virtual threads, false for platform threads, which are the default
     * @return this builder
     * @throws UnsupportedOperationException if {@code virtual} is true and the Java version is below 21
     */
    public NamedThreadBuilder virtual(boolean virtual) {
        if (virtual) {
            JavaThreads.requireVirtual();
        }
        this.virtual = virtual;
        return this;
    }

    /**
     * Sets the stack size; by default, it is the value of {@link Threading#stackSize()} when the thread is created.
     * Virtual threads ignore this setting: their stacks grow as needed.
     *
     * @param bytes at least {@value Threading#MIN_STACK_SIZE}, or 0 for the JVM's default; the JVM may round it
     * @return this builder
     * @throws IllegalArgumentException if {@code bytes} is negative or too small
     */
    public NamedThreadBuilder stackSize(long bytes) {
        this.stackSize = ThreadSettings.checkStackSize(bytes);
        return this;
    }

    /**
     * Sets the context that the thread runs in. The context is not copied. By default,
     * {@link Threading#getThreadInheritContext()} determines the context. Only one thread at a time can run in a
     * context: of two threads with the same context, the second may end immediately with an error, which goes to the
     * excepthook.
     *
     * @param context the context; {@code new Context()} for one that inherits nothing
     * @return this builder
     * @throws NullPointerException if {@code context} is null
     */
    public NamedThreadBuilder context(Context context) {
        this.context = Checks.notNull(context, "context");
        return this;
    }

    /**
     * Creates and starts a thread.
     *
     * @param target the code to run
     * @return the thread, started
     * @throws NullPointerException if {@code target} is null
     * @throws IllegalStateException if the system can't start another thread
     */
    public NamedThread start(Target target) {
        var thread = unstarted(target);
        thread.begin();
        return thread;
    }

    /**
     * Creates a thread.
     *
     * @param target the code to run
     * @return the thread, not started
     * @throws NullPointerException if {@code target} is null
     */
    public NamedThread unstarted(Target target) {
        return new NamedThread(this, target);
    }
}
