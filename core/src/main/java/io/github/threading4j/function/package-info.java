/**
 * The functional types that threading4j calls: like those of {@link java.util.function}, but they may throw, so that a
 * lambda passed to the library does not need a try/catch.
 *
 * <p>An exception of a callback is never lost. A type with a parameter {@code X} passes its exception to the caller
 * with its static type ({@code lock.with(() -> read(file))} throws what {@code read} declares, and nothing checked if
 * {@code read} declares nothing). The other types may throw any {@link java.lang.Exception}; the method that takes the
 * callback specifies where the exception goes.
 */
@NullMarked
package io.github.threading4j.function;

import org.jspecify.annotations.NullMarked;
