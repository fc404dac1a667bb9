/** JMH benchmarks that compare this library with {@code java.util.concurrent}, one class for each topic. */
@org.jspecify.annotations.NullMarked
package io.github.threading4j.benchmarks;
