package io.github.threading4j.taskgroups;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import org.jspecify.annotations.Nullable;

/**
 * A builder of task groups; each call of {@link #build} creates a new group.
 *
 * <pre>{@code
 * var group = TaskGroup.builder().name("search").build();
 * group.with(() -> group.submit(() -> System.out.println(currentThread().getName())));   // search_0
 * }</pre>
 *
 * <p>A builder is not thread-safe.
 *
 * @since 0.1.0
 */
public final class TaskGroupBuilder {
    @Nullable String name;

    boolean virtual;

    /** How long a group waits for cancelled tasks until it warns, in nanoseconds; set by tests only. */
    long patience = StuckTasks.PATIENCE_NANOS;

    TaskGroupBuilder() {}

    /**
     * Sets the name; the default is {@code TaskGroup-N}, where {@code N} counts from 1. The name of a task's thread
     * consists of the name of the group and a number, as in {@code NAME_0}.
     *
     * @param name the name; if it is empty, the default name is used
     * @return this builder
     * @throws NullPointerException if {@code name} is null
     */
    public TaskGroupBuilder name(String name) {
        this.name = Checks.notNull(name, "name").isEmpty() ? null : name;
        return this;
    }

    /**
     * Makes the tasks run in virtual threads instead of platform threads.
     *
     * @return this builder
     * @throws UnsupportedOperationException if the Java version is below 21
     */
    public TaskGroupBuilder virtual() {
        return virtual(true);
    }

    /**
     * Makes the tasks run in virtual or in platform threads, for programs that decide at run time.
     *
     * @param virtual true for virtual threads, false for platform threads, which are the default
     * @return this builder
     * @throws UnsupportedOperationException if {@code virtual} is true and the Java version is below 21
     */
    public TaskGroupBuilder virtual(boolean virtual) {
        if (virtual) {
            JavaThreads.requireVirtual();
        }
        this.virtual = virtual;
        return this;
    }

    /**
     * Creates a group.
     *
     * @return a new group
     */
    public TaskGroup build() {
        return new TaskGroup(this);
    }
}
