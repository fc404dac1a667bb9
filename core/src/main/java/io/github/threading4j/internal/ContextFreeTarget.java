package io.github.threading4j.internal;

import io.github.threading4j.function.Target;

/**
 * A target whose thread starts without a context, regardless of the context of the starting thread. This is equivalent
 * to an empty context. The target enters a context itself if it needs one. Entering a context can fail, for lack of
 * memory or because propagating the MDC fails, so a thread that other threads depend on enters the context where it can
 * handle the failure.
 */
@FunctionalInterface
public interface ContextFreeTarget extends Target {}
