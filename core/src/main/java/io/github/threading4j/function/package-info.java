/**
 * The functional types that threading4j calls: like those of {@link java.util.function}, but they may throw, so that a
 * lambda passed to the library does not need a try/catch.
 *
 * <p>An exception of a callback is never lost. If the functional type has a type parameter {@code X}, the exception
 * reaches the caller with its static type: {@code lock.with(() -> read(file))} throws what {@code read} declares, and
 * no checked exception if {@code read} declares none. A callback of any other functional type may throw any
 * {@link java.lang.Exception}; the method that takes the callback specifies where the exception goes.
 */
@NullMarked
package io.github.threading4j.function;

import org.jspecify.annotations.NullMarked;
