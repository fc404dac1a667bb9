/**
 * Python's {@code contextvars} module: values that belong to what a program is doing, not to the thread that does it.
 *
 * <p>{@link io.github.threading4j.contextvars.ContextVar} is a variable, {@link
 * io.github.threading4j.contextvars.Context} a set of values of such variables, and {@link
 * io.github.threading4j.contextvars.Token} takes a change back. A {@code NamedThread} starts with a copy of the context
 * of the thread that starts it, unless it is given one or {@code Threading.setThreadInheritContext} says otherwise.
 */
@NullMarked
package io.github.threading4j.contextvars;

import org.jspecify.annotations.NullMarked;
