/**
 * The functional types that threading4j calls back: like those of {@link java.util.function}, but they may throw, so
 * that a lambda given to the library needs no try/catch of its own.
 *
 * <p>What a callback throws is never swallowed. A type with a parameter {@code X} hands its exception to the caller
 * with its static type ({@code lock.with(() -> read(file))} throws what {@code read} declares, and nothing checked if
 * {@code read} declares nothing). The others may throw any {@link java.lang.Exception}; the method that takes them says
 * where it goes.
 */
@NullMarked
package io.github.threading4j.function;

import org.jspecify.annotations.NullMarked;
