package io.github.threading4j.taskgroups;

import io.github.threading4j.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more exceptions that were thrown by different tasks: Python's {@code ExceptionGroup}.
 *
 * <p>A {@link TaskGroup} throws an exception group if a task has failed, even if only one has. The exceptions are in
 * the order in which the tasks failed. An exception group can contain other exception groups, for example those of
 * nested task groups. The first exception is the cause and the others are suppressed exceptions, so a stack trace shows
 * all of them. Apart from that, exception groups are immutable.
 *
 * <p>{@link #split} separates the exceptions of one type from all others, as Python's {@code except*} does:
 *
 * <pre>{@code
 * var group = new TaskGroup();
 * try {
 *     group.with(() -> group.submit(() -> Files.readString(Path.of("none"))));
 * } catch (ExceptionGroup failures) {                                        // except* OSError as failures:
 *     var split = failures.split(IOException.class);
 *     if (split.match() != null) {
 *         System.out.println(split.match().exceptions().get(0).getMessage());   // none
 *     }
 *     if (split.rest() != null) {
 *         throw split.rest();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is one class for all types of exceptions, so that
 * {@code BaseExceptionGroup} has no counterpart. Exceptions are selected by type only, not by an arbitrary condition.
 * {@code getMessage()} includes the number of exceptions, as {@code str(group)} does. There are no notes, and a
 * subclass is not possible, so there is no {@code derive}.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutionException} contains the
 * exception of one task; the exceptions of other tasks have to be collected from their futures.
 *
 * @since 0.1.0
 */
public final class ExceptionGroup extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message without the number of exceptions. */
    private final String text;

    /** The exceptions, at least one. */
    @SuppressWarnings("serial") // an immutable list of the JDK, which is serializable
    private final List<Throwable> exceptions;

    /**
     * The exceptions of a group, separated by type.
     *
     * @param match the exceptions of the type, or null if there are none
     * @param rest the other exceptions, or null if there are none
     * @since 0.1.0
     */
    public record Split(
            @Nullable ExceptionGroup match, @Nullable ExceptionGroup rest) {}

    /**
     * Creates a group.
     *
     * @param message the message, to which the number of exceptions is added
     * @param exceptions the exceptions
     * @throws IllegalArgumentException if {@code exceptions} is empty
     * @throws NullPointerException if an argument or an exception is null
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        this(Checks.notNull(message, "message"), copy(exceptions), null);
    }

    private ExceptionGroup(String text, List<Throwable> exceptions, StackTraceElement @Nullable [] stack) {
        super(text + count(exceptions.size()), exceptions.get(0));
        this.text = text;
        this.exceptions = exceptions;
        exceptions.subList(1, exceptions.size()).forEach(this::addSuppressed);
        if (stack != null) {
            setStackTrace(stack);
        }
    }

    private static List<Throwable> copy(List<? extends Throwable> exceptions) {
        for (var exception : Checks.notNull(exceptions, "exceptions")) {
            Checks.notNull(exception, "exceptions");
        }
        List<Throwable> copy = List.copyOf(exceptions);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("exceptions must be a non-empty sequence: [] (expected 1 or more)");
        }
        return copy;
    }

    private static String count(int size) {
        return size == 1 ? " (1 sub-exception)" : " (" + size + " sub-exceptions)";
    }

    /** {@return the exceptions, at least one, in the order in which the tasks failed; the list is immutable} */
    public List<Throwable> exceptions() {
        return exceptions;
    }

    /**
     * Returns the exceptions of a type. An exception group that is contained in this one is searched, too, and the
     * result has the same nesting.
     *
     * @param type the type of exception
     * @return a group with the message and the stack trace of this one; this group if all exceptions are of the type;
     *     null if none is
     * @throws NullPointerException if {@code type} is null
     */
    public @Nullable ExceptionGroup subgroup(Class<? extends Throwable> type) {
        return split(type).match();
    }

    /**
     * Separates the exceptions of a type from the others. An exception group that is contained in this one is split,
     * too, and both results have the same nesting.
     *
     * @param type the type of exception; if it is {@code ExceptionGroup} or a supertype, this group matches as a whole
     * @return two groups with the message and the stack trace of this one, which together contain all exceptions
     * @throws NullPointerException if {@code type} is null
     */
    public Split split(Class<? extends Throwable> type) {
        Checks.notNull(type, "type");
        if (type.isInstance(this)) {
            return new Split(this, null);
        }
        List<Throwable> match = new ArrayList<>();
        List<Throwable> rest = new ArrayList<>();
        for (var exception : exceptions) {
            if (exception instanceof ExceptionGroup group) {
                var split = group.split(type);
                addIfAny(match, split.match());
                addIfAny(rest, split.rest());
            } else {
                (type.isInstance(exception) ? match : rest).add(exception);
            }
        }
        return new Split(derive(match), derive(rest));
    }

    private static void addIfAny(List<Throwable> list, @Nullable ExceptionGroup group) {
        if (group != null) {
            list.add(group);
        }
    }

    /** Returns a group with some of the exceptions, or null if there are none. */
    private @Nullable ExceptionGroup derive(List<Throwable> some) {
        if (some.isEmpty()) {
            return null;
        }
        return some.equals(exceptions) ? this : new ExceptionGroup(text, List.copyOf(some), getStackTrace());
    }
}
