/**
 * Runnable programs, each ported nearly line by line from a Python original in {@code src/main/python}. The class
 * {@code HelloThread} corresponds to {@code hello_thread.py}, and so on. {@link
 * io.github.threading4j.examples.Examples} runs the programs.
 */
@NullMarked
package io.github.threading4j.examples;

import org.jspecify.annotations.NullMarked;
