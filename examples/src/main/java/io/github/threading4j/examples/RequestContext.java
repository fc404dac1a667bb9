package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.futures.ThreadPoolExecutor;

/** The value of a context variable is available in new threads and in a pool, without being passed as an argument. */
public final class RequestContext {
    static final ContextVar<String> request = new ContextVar<>("request", "no request");

    static void say(String text) {
        System.out.println("[" + request.get() + "] " + text);
    }

    static void handle(String name, ThreadPoolExecutor executor) throws InterruptedException {
        try (var token = request.set(name)) {
            say("begins");
            var thread = new NamedThread(() -> say("is in a thread")); // starts with a copy of the context
            thread.start();
            thread.join();
            executor.submit(Context.wrap(() -> say("is in the pool"))).result();
            executor.submit(() -> say("is what the pool knows by itself")).result();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (var executor = new ThreadPoolExecutor(1)) {
            handle("request 1", executor);
            handle("request 2", executor);
        }
        say("ends");
    }
}
