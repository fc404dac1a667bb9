package io.github.threading4j.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An annotation for a method whose return value indicates whether the call succeeded, so that ignoring the value is a
 * mistake.
 *
 * <p>Python code often ignores the result of such a call, or measures the time it took. Here, the result is the only
 * indication of a timeout, since a timeout throws no exception: {@code lock.acquire(1.5)} returns false if the lock was
 * not acquired. Error Prone's check {@code CheckReturnValue} recognizes the annotation by its simple name and reports
 * each call that ignores the value, in this library and in code that uses it. Nothing reads the annotation at run time,
 * and it adds no dependency.
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
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * <p><b>Differences from java.util.concurrent.</b> Its methods have no such annotation; Error Prone knows some of them
 * by name.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CheckReturnValue {}
