/**
 * Runnable programs, each ported nearly line by line from a Python original in {@code src/main/python}. The class
 * {@code HelloThread} is {@code hello_thread.py}, and so on; {@link io.github.threading4j.examples.Examples} runs them.
 */
@NullMarked
package io.github.threading4j.examples;

import org.jspecify.annotations.NullMarked;
