/**
 * Python's {@code contextvars} module: values that belong to the work that a program does, not to the thread that does
 * it.
 *
 * <p>{@link io.github.threading4j.contextvars.ContextVar} is a variable,
 * {@link io.github.threading4j.contextvars.Context} holds values of such variables, and
 * {@link io.github.threading4j.contextvars.Token} undoes a change. A {@code NamedThread} starts with a copy of the
 * context of the thread that starts it, unless a context is specified for it, or
 * {@code Threading.setThreadInheritContext} was called with false.
 */
@NullMarked
package io.github.threading4j.contextvars;

import org.jspecify.annotations.NullMarked;
