package io.github.threading4j.internal;

import io.github.threading4j.function.Target;

/**
 * A target whose thread runs in no context, which is equivalent to an empty one, regardless of the context of its
 * starter; the target enters a context itself if it needs one. Entering a context may fail, for lack of memory or
 * because a propagated MDC fails; a thread that others depend on therefore does that where it can handle the failure.
 */
@FunctionalInterface
public interface ContextFreeTarget extends Target {}
