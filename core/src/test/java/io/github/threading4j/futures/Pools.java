package io.github.threading4j.futures;

import io.github.threading4j.testing.ThreadKind;

/** Executors whose workers are threads of a given kind. */
final class Pools {
    private Pools() {}

    static ThreadPoolExecutor pool(ThreadKind kind, int maxWorkers) {
        return builder(kind).maxWorkers(maxWorkers).build();
    }

    static ThreadPoolExecutorBuilder builder(ThreadKind kind) {
        var builder = ThreadPoolExecutor.builder();
        return kind == ThreadKind.VIRTUAL ? builder.virtual() : builder;
    }
}
