/**
 * Python's {@code faulthandler} module: what all threads do, at once or after some time.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.faulthandler.FaultHandler} holds the module's functions.
 *   <li>{@link io.github.threading4j.faulthandler.DumpOptions} is what a dump that is written later does.
 * </ul>
 */
@NullMarked
package io.github.threading4j.faulthandler;

import org.jspecify.annotations.NullMarked;
