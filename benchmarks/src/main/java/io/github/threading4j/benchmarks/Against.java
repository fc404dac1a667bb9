package io.github.threading4j.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a benchmark of ours: which benchmark of the same class does the same work without us. {@link Ratios} pairs them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Against {
    /** The name of the other method. */
    String value();

    /** With how many threads to run both: one row of the table for each. */
    int[] threads() default 1;

    /** The values to run both with where the class has one parameter: one row for each. */
    String[] params() default "";
}
