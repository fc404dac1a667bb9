package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** The contexts in which tasks run. */
class PoolContextTest {
    private final ContextVar<String> user = new ContextVar<>("user", "nobody");

    @AfterEach
    void switchOff() {
        Context.carryMdc(false);
    }

    @Test
    void worker_startedByASubmit_doesNotInheritTheSubmittersContext() throws Exception {
        user.set("ada");
        try (var executor = new ThreadPoolExecutor(1)) {
            assertThat(executor.submit(() -> user.get()).result()).isEqualTo("nobody");
            assertThat(executor.map(n -> user.get(), List.of(1, 2)).toList()).containsOnly("nobody");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void propagateContext_runsEachTaskInACopyOfTheSubmittersContext(int workers) throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(workers)
                .propagateContext()
                .build()) {
            for (var name : List.of("ada", "bob")) {
                user.set(name);
                var future = executor.submit(() -> {
                    var seen = user.get();
                    user.set("changed");
                    return seen;
                });
                user.set("later");
                assertThat(future.result()).isEqualTo(name);
                user.set(name);
                assertThat(executor.map(n -> user.get() + user.set("changed").getOldValue(), List.of(1, 2, 3, 4))
                                .toList())
                        .containsOnly(name + name);
                assertThat(user.get()).isEqualTo(name);
            }
        }
    }

    @Test
    void propagateContext_withCarriedMdc_copiesTheMdc() throws Exception {
        Context.carryMdc(true);
        MDC.put("request", "42");
        try (var executor =
                ThreadPoolExecutor.builder().maxWorkers(1).propagateContext().build()) {
            assertThat(executor.submit(() -> MDC.get("request")).result()).isEqualTo("42");
            MDC.clear();
            assertThat(executor.submit(() -> MDC.get("request")).result()).isNull();
        }
    }

    @Test
    void propagateContext_map_usesTheContextOfTheCallForLaterTasks() {
        try (var executor =
                ThreadPoolExecutor.builder().maxWorkers(1).propagateContext().build()) {
            for (var options : List.of(
                    MapOptions.defaults(),
                    MapOptions.defaults().chunksize(1),
                    MapOptions.defaults().buffersize(1))) {
                user.set("at map");
                var ofItems = executor.map(n -> user.get(), List.of(1, 2, 3), options);
                var ofStream = executor.map(n -> user.get(), Stream.of(1, 2, 3), options);
                user.set("later");
                assertThat(ofItems.toList()).as("%s", options).containsOnly("at map");
                assertThat(ofStream.toList()).as("%s", options).containsOnly("at map");
            }
        }
    }
}
