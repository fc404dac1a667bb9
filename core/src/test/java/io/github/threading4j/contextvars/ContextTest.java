package io.github.threading4j.contextvars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextTest {
    private final ContextVar<String> user = new ContextVar<>("user");

    @EachThreadKind
    void copyContext_isIndependentOfLaterChanges(ThreadKind kind) {
        kind.run(() -> {
            user.set("ada");
            var copy = Context.copyContext();
            user.set("bob");
            copy.run(() -> user.set("cy"));
            assertThat(user.get()).isEqualTo("bob");
            assertThat(copy.get(user)).isEqualTo("cy");
            var second = copy.copy();
            copy.run(() -> user.set("dan"));
            assertThat(second.get(user)).isEqualTo("cy");
        });
    }

    @EachThreadKind
    void run_keepsChangesAndReturnsTheBodysValue(ThreadKind kind) {
        kind.run(() -> {
            var context = new Context();
            var length = context.run(() -> {
                user.set("ada");
                return user.get().length();
            });
            assertThat(length).isEqualTo(3);
            assertThat(user.get("nobody")).isEqualTo("nobody");
            assertThat(context.run(() -> user.get())).isEqualTo("ada");
        });
    }

    @EachThreadKind
    void run_bodyThrows_keepsChangesAndCanRunAgain(ThreadKind kind) {
        kind.run(() -> {
            var context = new Context();
            assertThatThrownBy(() -> context.run(() -> {
                        user.set("ada");
                        throw new IOException("disk full");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(user.get("nobody")).isEqualTo("nobody");
            assertThat(context.run(() -> user.get())).isEqualTo("ada");
        });
    }

    @EachThreadKind
    void run_nested_restoresTheOuterContexts(ThreadKind kind) {
        kind.run(() -> {
            user.set("base");
            var outer = new Context();
            outer.run(() -> {
                user.set("outer");
                Context.copyContext().run(() -> user.set("inner"));
                new Context().run(() -> assertThat(user.get("none")).isEqualTo("none"));
                assertThat(user.get()).isEqualTo("outer");
            });
            assertThat(user.get()).isEqualTo("base");
        });
    }

    @Test
    void run_alreadyEnteredByTheCaller_isRejected() {
        var context = new Context();
        context.run(() -> {
            user.set("ada");
            assertThatThrownBy(() -> context.run(() -> user.set("bob")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("cannot enter context: Context[1 variables, entered] is already entered");
            assertThat(user.get()).isEqualTo("ada");
        });
        assertThat(context.get(user)).isEqualTo("ada");
    }

    @EachThreadKind
    void run_contextEnteredByAnotherThread_isRejectedUntilThatThreadLeaves(ThreadKind kind) throws Exception {
        var context = new Context();
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        try (var other = Bunch.start(
                kind,
                index -> context.run(() -> {
                    user.set("other's");
                    inside.countDown();
                    leave.await();
                }))) {
            inside.await();
            assertThatThrownBy(() -> context.run(() -> user.set("mine")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot enter context: ");
            assertThat(user.get("none")).isEqualTo("none");
            leave.countDown();
            other.join();
            assertThat(context.run(() -> user.get())).isEqualTo("other's");
        }
    }

    @Test
    void get_unsetVariable_returnsNullOrTheArgument() {
        var role = new ContextVar<>("role", "guest");
        var context = new Context();
        assertThat(context.get(role)).isNull();
        assertThat(context.get(role, "admin")).isEqualTo("admin");
        assertThat(context.contains(role)).isFalse();
        context.run(() -> role.set(null));
        assertThat(context.contains(role)).isTrue();
        assertThat(context.get(role, "admin")).isNull();
    }

    @Test
    void asMap_returnsAnUnmodifiableCopy() {
        var context = new Context();
        assertThat(context.isEmpty()).isTrue();
        context.run(() -> user.set("ada"));
        var map = context.asMap();
        context.run(() -> user.set("bob"));
        assertThat(map).hasSize(1).containsEntry(user, "ada");
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(context.isEmpty()).isFalse();
        assertThat(context).isNotEqualTo(context.copy()).hasToString("Context[1 variables]");
    }

    @Test
    void context_manyVariables_keepsAllValues() {
        var variables = IntStream.range(0, 1_000)
                .mapToObj(number -> new ContextVar<Integer>("v" + number))
                .toList();
        var context = new Context();
        context.run(() -> variables.forEach(variable -> variable.set(variables.indexOf(variable))));
        var copy = context.copy();
        context.run(() -> variables.forEach(variable -> variable.set(-1)));
        for (int i = 0; i < variables.size(); i++) {
            assertThat(copy.get(variables.get(i))).isEqualTo(i);
        }
    }

    @Test
    void wrap_taskRunByAPool_seesTheContextOfTheCaller() throws Exception {
        var pool = Executors.newFixedThreadPool(1);
        try {
            user.set("ada");
            Callable<String> task = Context.wrap(() -> {
                var seen = user.get("none");
                user.set("changed");
                return seen;
            });
            user.set("bob");
            assertThat(pool.submit(task).get()).isEqualTo("ada");
            assertThat(pool.submit(task).get())
                    .as("each call runs in its own copy")
                    .isEqualTo("ada");
            assertThat(pool.submit(() -> user.get("none")).get()).isEqualTo("none");
            assertThat(CompletableFuture.supplyAsync(() -> user.get("none"), Context.wrap(pool))
                            .get())
                    .isEqualTo("bob");
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @EachThreadKind
    void wrap_oneTask_canRunInSeveralThreads(ThreadKind kind) throws Exception {
        user.set("ada");
        var inside = new CountDownLatch(3);
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        var task = Context.wrap(() -> {
            inside.countDown();
            inside.await();
            seen.add(user.get());
        });
        Bunch.start(kind, 3, index -> task.run()).close();
        assertThat(seen).containsExactly("ada", "ada", "ada");
    }

    @Test
    void null_isRejected() {
        var context = new Context();
        assertThatThrownBy(() -> context.get(null)).hasMessage("var: null (expected a value)");
        assertThatThrownBy(() -> context.contains(null)).hasMessage("var: null (expected a value)");
        assertThatThrownBy(() -> Context.wrap((Callable<String>) null)).hasMessage("task: null (expected a value)");
        assertThatThrownBy(() -> context.run((io.github.threading4j.function.ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        context.run(() -> {});
    }
}
