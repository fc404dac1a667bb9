package io.github.threading4j.function;

/**
 * A question with a yes or no for an answer that may throw: the predicate of Python's {@code Condition.wait_for}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingBooleanSupplier {
    /**
     * Answers.
     *
     * @return the answer
     * @throws Exception if it can't be answered; the method that asks says where it goes
     */
    boolean getAsBoolean() throws Exception;
}
