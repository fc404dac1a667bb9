package io.github.threading4j.examples;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.futures.ThreadPoolExecutor;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Each log line names its request, even in the threads of a pool, since the context carries SLF4J's MDC. */
public final class LoggingContext {
    static void handle(ThreadPoolExecutor executor, String name) throws InterruptedException {
        MDC.put("request", name);
        executor.submit(() -> LoggerFactory.getLogger("orders").info("order is paid"))
                .result();
    }

    public static void main(String[] args) throws InterruptedException {
        Context.carryMdc(true);
        try (var executor =
                ThreadPoolExecutor.builder().maxWorkers(1).propagateContext().build()) {
            handle(executor, "1");
            handle(executor, "2");
        }
    }
}
