/** JMH benchmarks of this library beside those of {@code java.util.concurrent}, one class for each subject. */
@org.jspecify.annotations.NullMarked
package io.github.threading4j.benchmarks;
