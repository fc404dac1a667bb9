/**
 * Python's {@code _thread} module, called {@code thread} before Python 3: threads without an object, for old programs.
 *
 * <p>New programs should use {@code NamedThread} and {@code Lock} of the root package.
 */
@NullMarked
package io.github.threading4j.lowlevel;

import org.jspecify.annotations.NullMarked;
