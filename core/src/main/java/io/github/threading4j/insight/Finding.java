package io.github.threading4j.insight;

/**
 * What a {@link Watch} has found, such as a deadlock. Its {@code toString} is meant for human readers, like a
 * thread dump.
 *
 * <pre>{@code
 * ThrowingConsumer<Finding> handler = finding -> {
 *     System.err.println(finding);
 *     if (finding instanceof Deadlock deadlock && deadlock.certainty() == Deadlock.Certainty.ONLY_THEY) {
 *         Runtime.getRuntime().halt(1); // so that a supervisor restarts the program
 *     }
 * };
 * }</pre>
 *
 * <p>A finding holds text, stack traces and threads, and no reference to a lock or to the data of the program. Later
 * versions may add further kinds.
 *
 * @since 0.1.0
 */
public sealed interface Finding permits Deadlock, HeldAtEnd, LockOrderInversion, LongWait {}
