package io.github.threading4j.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose return value says whether it did what it was called for, so that a call that drops the value is
 * a mistake.
 *
 * <p>In Python such a call often ignores its result, or compares the time it took. Here the result is the only sign
 * of a timeout, which is no exception: {@code lock.acquire(1.5)} returns false if the lock was not acquired. Error
 * Prone's check {@code CheckReturnValue} recognizes the annotation by its simple name and reports each call that drops
 * the value, in this library and in the code that uses it. Nothing reads the annotation at run time, and it needs no
 * further dependency.
 *
 * <pre>{@code
 * class Turnstile {
 *     private final Lock lock = new Lock();
 *
 *     @CheckReturnValue
 *     boolean enter() throws InterruptedException {
 *         return lock.acquire(1.5);                  // seconds
 *     }
 * }
 * System.out.println(new Turnstile().enter());       // true
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no such thing there.
 *
 * <p><b>Differences from java.util.concurrent.</b> Its methods carry no such annotation, and Error Prone knows some of
 * them by name.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CheckReturnValue {}
