package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Semaphore} whose number of permits never exceeds the initial number: Python's
 * {@code threading.BoundedSemaphore}.
 *
 * <p>It guards a resource of limited capacity, where releasing too often is a mistake in the program. Such a release is
 * rejected as a whole: {@code release(n)} adds all n permits or none.
 *
 * <p>Waiting, interruption, ownership, memory consistency effects and fairness are the same as for {@link Semaphore}.
 *
 * <pre>{@code
 * var connections = new BoundedSemaphore(3, "connections");
 * connections.with(() -> System.out.println(connections));   // BoundedSemaphore[name=connections, value=2/3]
 * try {
 *     connections.release();
 * } catch (IllegalArgumentException e) {
 *     System.out.println("released too many times");
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> The differences listed for {@link Semaphore} apply here, too.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no bounded semaphore.
 *
 * @since 0.1.0
 */
public final class BoundedSemaphore extends Semaphore {
    /** Creates a semaphore with one permit, which is also the maximum. */
    public BoundedSemaphore() {
        this(1);
    }

    /**
     * Creates a semaphore.
     *
     * @param value the initial and maximum number of permits, 0 or more
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public BoundedSemaphore(long value) {
        this(value, false, null);
    }

    /**
     * Creates a semaphore with a name.
     *
     * @param value the initial and maximum number of permits, 0 or more
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public BoundedSemaphore(long value, String name) {
        this(value, false, Checks.notNull(name, "name"));
    }

    private BoundedSemaphore(long value, boolean fair, @Nullable String name) {
        super(value, true, fair, name);
    }

    /**
     * Creates a fair semaphore, which serves waiting threads first-come, first-served.
     *
     * @param value the initial and maximum number of permits, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public static BoundedSemaphore fair(long value) {
        return new BoundedSemaphore(value, true, null);
    }

    /**
     * Creates a fair semaphore with a name.
     *
     * @param value the initial and maximum number of permits, 0 or more
     * @param name the name shown in {@code toString}, dumps and errors
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public static BoundedSemaphore fair(long value, String name) {
        return new BoundedSemaphore(value, true, Checks.notNull(name, "name"));
    }
}
