package io.github.threading4j.internal;

import io.github.threading4j.function.Target;

/**
 * A target whose thread starts without a context, regardless of the context of the starting thread. Having no context
 * is equivalent to having an empty one. If the target needs a context, it enters the context itself. Entering a context
 * can fail: there may not be enough memory, or SLF4J's MDC may throw. Therefore, a thread that other threads depend on
 * enters its context at a point where it can handle the failure.
 */
@FunctionalInterface
public interface ContextFreeTarget extends Target {}
