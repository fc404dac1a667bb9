/**
 * Tests of {@link io.github.threading4j.select.Select}: {@code SelectContract} applies to everything that a select can
 * wait for, {@code SelectOneTakerContract} to everything that only one thread gets.
 */
package io.github.threading4j.select;
