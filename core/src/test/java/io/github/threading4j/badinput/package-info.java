/**
 * Calls every public method and constructor with every bad value of each of its parameters.
 *
 * <p>What is to be expected of each call is a table, {@code bad-input.txt}.
 */
package io.github.threading4j.badinput;
