/**
 * Calls every public method and constructor with every bad value of each of its parameters.
 *
 * <p>The table {@code bad-input.txt} lists the expected outcome of each call.
 */
package io.github.threading4j.badinput;
