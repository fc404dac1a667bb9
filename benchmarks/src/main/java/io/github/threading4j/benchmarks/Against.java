package io.github.threading4j.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a benchmark of this library. Names another benchmark of the same class, which does the same work without the
 * library, and the target for the ratio of their results. {@link Ratios} runs the two as a pair. A second annotation on
 * a method adds separate rows.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Against.All.class)
@interface Against {
    /** The name of the other method. */
    String value();

    /** The numbers of threads with which both methods run: one row of the table for each number. */
    int[] threads() default 1;

    /** The values of the class's parameter, if it has one: one row for each value. */
    String[] params() default "";

    /** The target: the minimum ratio of this library's result to that of the other method; 0 if there is none. */
    double atLeast() default 0;

    /**
     * The target for memory: the maximum number of bytes that one operation of this library allocates; negative if
     * unlimited.
     */
    double bytes() default -1;

    /** The numbers of threads with which the latency of single operations is measured, too. */
    int[] latency() default {};

    /** The name of the auxiliary counter to compare (higher is better); empty to compare the throughput. */
    String metric() default "";

    /** Contains several annotations on one method. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** The annotations, the most important first. */
        Against[] value();
    }
}
