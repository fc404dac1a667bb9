package io.github.threading4j.internal;

import io.github.threading4j.function.Target;

/**
 * A target whose thread runs in no context, which is an empty one, whatever its starter runs in: the target enters one
 * by itself if it needs one. To enter a context may fail, for lack of memory or where an MDC is carried that fails; so
 * a thread that others rely on does that where it can handle the failure.
 */
@FunctionalInterface
public interface ContextFreeTarget extends Target {}
