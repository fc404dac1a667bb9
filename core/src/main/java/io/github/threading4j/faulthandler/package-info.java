/**
 * Python's {@code faulthandler} module: dumps of all threads, immediately or after a delay.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.faulthandler.FaultHandler} holds the module's functions.
 *   <li>{@link io.github.threading4j.faulthandler.DumpOptions} holds the options of a dump that is written later.
 * </ul>
 */
@NullMarked
package io.github.threading4j.faulthandler;

import org.jspecify.annotations.NullMarked;
