package io.github.threading4j.examples;

import io.github.threading4j.Barrier;
import io.github.threading4j.Local;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Each thread of a pool opens a connection before its first task, and keeps it for all of its tasks. */
public final class PoolInitializer {
    private static final AtomicInteger opened = new AtomicInteger();
    private static final Local<String> connection = new Local<>();
    private static final Barrier together = new Barrier(3);

    private PoolInitializer() {}

    static void connect() {
        connection.set("connection " + opened.incrementAndGet());
    }

    static boolean query(String name) throws Exception {
        together.await(); // so that all threads get tasks
        return connection.get().startsWith("connection ");
    }

    public static void main(String[] args) {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(3)
                .initializer(PoolInitializer::connect)
                .build()) {
            var names = List.of("ada", "bob", "cy", "dee", "eve", "fay");
            var answers = executor.map(PoolInitializer::query, names).toList();
            System.out.println("connected: " + answers.stream().allMatch(connected -> connected));
            System.out.println(names.size() + " queries, " + opened + " connections");
        }
    }
}
