package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The contexts in which tasks of a pool and their callbacks run. */
class ThreadPoolContextTest {
    private final ContextVar<String> user = new ContextVar<>("user", "nobody");

    @AfterEach
    void switchOff() {
        Context.carryMdc(false);
    }

    private static ThreadPool propagating(ThreadKind kind) {
        var builder = ThreadPool.builder().processes(2).propagateContext();
        if (kind == ThreadKind.VIRTUAL) {
            kind.builder(); // throws if this JDK has no virtual threads
            builder.virtual();
        }
        return builder.build();
    }

    /** As in Python, tasks share the context of their worker. */
    @Test
    void worker_doesNotInheritTheContextAndKeepsChangesMadeByTasks() throws Exception {
        user.set("ada");
        var told = Collections.synchronizedList(new ArrayList<String>());
        try (var pool = new ThreadPool(1)) {
            assertThat(pool.apply(() -> user.get())).isEqualTo("nobody");
            pool.applyAsync(() -> user.set("left"), AsyncOptions.defaults().callback(value -> told.add(user.get())))
                    .get();
            assertThat(pool.map(n -> user.get(), List.of(1, 2))).containsOnly("left");
            assertThat(told).as("the callback thread's own context").containsExactly("nobody");
        }
    }

    @EachThreadKind
    void propagateContext_runsEachTaskInACopyOfTheSubmittersContext(ThreadKind kind) throws Exception {
        try (var pool = propagating(kind)) {
            for (var name : List.of("ada", "bob")) {
                user.set(name);
                var result =
                        pool.applyAsync(() -> user.get() + user.set("changed").hasOldValue());
                user.set("later");
                assertThat(result.get()).isEqualTo(name + true);
                user.set(name);
                assertThat(pool.map(n -> user.get() + user.set("changed").getOldValue(), List.of(1, 2, 3, 4), 1))
                        .containsOnly(name + name);
                assertThat(pool.starmap((a, b) -> user.get(), List.of(Map.entry(1, 2))))
                        .containsExactly(name);
                assertThat(user.get()).isEqualTo(name);
            }
        }
    }

    @EachThreadKind
    void propagateContext_imap_runsSourceAndFunctionInTheCallersContext(ThreadKind kind) {
        try (var pool = propagating(kind)) {
            user.set("ada");
            Iterable<String> items = () -> new Iterator<>() {
                private int left = 5;

                @Override
                public boolean hasNext() {
                    return left > 0;
                }

                @Override
                public String next() {
                    left--;
                    return user.get();
                }
            };
            var results =
                    pool.imap(item -> item + user.get() + user.set("changed").hasOldValue(), items);
            user.set("later");
            var all = new ArrayList<String>();
            results.forEach(all::add);
            assertThat(all).hasSize(5).containsOnly("adaadatrue");
        }
    }

    @EachThreadKind
    void propagateContext_callback_seesTheVariablesSetByItsTask(ThreadKind kind) throws Exception {
        var told = Collections.synchronizedList(new ArrayList<String>());
        try (var pool = propagating(kind)) {
            user.set("ada");
            pool.applyAsync(
                            () -> user.set(user.get() + " and task"),
                            AsyncOptions.defaults()
                                    .callback(value ->
                                            told.add(user.get() + user.set("x").hasOldValue())))
                    .get();
            pool.<Integer, Integer>mapAsync(
                            n -> 1 / (n - 1),
                            List.of(1),
                            AsyncOptions.defaults().errorCallback(failure -> told.add(user.get())))
                    .await();
        }
        assertThat(told).containsExactly("ada and tasktrue", "ada");
    }

    @Test
    void propagateContext_withCarriedMdc_copiesTheMdc() throws Exception {
        Context.carryMdc(true);
        MDC.put("request", "42");
        try (var pool = ThreadPool.builder().processes(1).propagateContext().build()) {
            assertThat(pool.apply(() -> MDC.get("request"))).isEqualTo("42");
            MDC.clear();
            assertThat(pool.apply(() -> MDC.get("request"))).isNull();
        }
    }
}
