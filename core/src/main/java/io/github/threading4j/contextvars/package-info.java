/**
 * Python's {@code contextvars} module: values that belong to the work that a program does, not to the thread that does
 * the work.
 *
 * <p>{@link io.github.threading4j.contextvars.ContextVar} is a variable,
 * {@link io.github.threading4j.contextvars.Context} holds values of such variables, and
 * {@link io.github.threading4j.contextvars.Token} undoes a change. By default, a {@code NamedThread} starts with a copy
 * of the context of the thread that starts it. Its builder can specify another context, and
 * {@code Threading.setThreadInheritContext(false)} makes threads start with an empty context.
 */
@NullMarked
package io.github.threading4j.contextvars;

import org.jspecify.annotations.NullMarked;
