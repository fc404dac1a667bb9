package io.github.threading4j.function;

/**
 * A supplier of a boolean that may throw: the predicate of Python's {@code Condition.wait_for}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingBooleanSupplier {
    /**
     * Returns the value.
     *
     * @return the value
     * @throws Exception if it can't be computed; the method that takes the supplier specifies where the exception goes
     */
    boolean getAsBoolean() throws Exception;
}
