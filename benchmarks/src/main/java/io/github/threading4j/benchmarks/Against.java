package io.github.threading4j.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a benchmark of ours: which benchmark of the same class does the same work without us, and what their ratio shall
 * be. {@link Ratios} pairs them. A second one on the same method makes rows of its own.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Against.All.class)
@interface Against {
    /** The name of the other method. */
    String value();

    /** With how many threads to run both: one row of the table for each. */
    int[] threads() default 1;

    /** The values to run both with where the class has one parameter: one row for each. */
    String[] params() default "";

    /** The target: what the ratio shall be at least, ours over theirs. Zero: none. */
    double atLeast() default 0;

    /** The target for memory: how many bytes one operation of ours may allocate. Negative: any number. */
    double bytes() default -1;

    /** With how many threads to look at how long single operations take, besides how many there are. */
    int[] latency() default {};

    /** The name of an auxiliary counter of both that is compared, more being better. Empty: the throughput is. */
    String metric() default "";

    /** Several on one method. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** All of them, the most important first. */
        Against[] value();
    }
}
