package io.github.threading4j.contextvars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** An MDC that fails when a context is entered or left. */
class MdcFailureTest {
    private static final String READ = "getCopyOfContextMap";
    private static final String WRITE = "setContextMap";
    private static final String KEY = "request";

    private final ContextVar<String> user = new ContextVar<>("user");
    private final RuntimeException failure = new IllegalStateException("the MDC fails");
    private FailingMdc failing;

    @BeforeEach
    void switchOn() {
        Context.carryMdc(true);
        failing = new FailingMdc();
    }

    @AfterEach
    void switchOff() {
        failing.close();
        Context.carryMdc(false);
        MDC.remove(KEY);
    }

    /** Asserts that the context is neither entered nor current. */
    private void assertLeft(Context context) {
        assertThat(context.toString()).doesNotContain("entered");
        assertThat(user.get()).isEqualTo("outside");
        context.run(() -> assertThat(user.get("none")).isNotEqualTo("outside"));
    }

    @EachThreadKind
    void enter_fails_leavesTheContextWithoutRunningTheBody(ThreadKind kind) {
        kind.run(() -> {
            user.set("outside");
            for (var method : List.of(READ, WRITE)) {
                var context = new Context();
                failing.failBefore(method, failure);
                assertThatThrownBy(() -> context.run(() -> {
                            throw new AssertionError("the body runs");
                        }))
                        .isSameAs(failure);
                failing.work();
                assertLeft(context);
            }
        });
    }

    @Test
    void enter_failsAfterChangingTheMdc_restoresTheMdc() {
        user.set("outside");
        MDC.put(KEY, "outside");
        var context = new Context();
        failing.failOnceAfter(WRITE, failure);
        assertThatThrownBy(() -> context.run(() -> "never")).isSameAs(failure);
        assertThat(MDC.get(KEY)).isEqualTo("outside");
        assertLeft(context);
    }

    @EachThreadKind
    void exit_fails_isReportedAndTheBodysValueIsReturned(ThreadKind kind, Uncaught uncaught) {
        kind.run(() -> {
            user.set("outside");
            for (var method : List.of(READ, WRITE)) {
                var context = new Context();
                assertThat(context.run(() -> {
                            failing.failBefore(method, failure);
                            return "value";
                        }))
                        .isEqualTo("value");
                failing.work();
                assertThat(uncaught.take().exception()).isSameAs(failure);
                assertLeft(context);
            }
        });
    }

    @Test
    void exit_failsAfterTheBodyThrew_rethrowsTheBodysException(Uncaught uncaught) {
        user.set("outside");
        var context = new Context();
        assertThatThrownBy(() -> context.run(() -> {
                    failing.failBefore(WRITE, failure);
                    throw new IllegalArgumentException("the body's");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        failing.work();
        assertThat(uncaught.take().exception()).isSameAs(failure);
        assertLeft(context);
    }

    @Test
    void exit_cannotReadTheMdc_restoresTheOuterMdc(Uncaught uncaught) {
        MDC.put(KEY, "outside");
        new Context().run(() -> {
            MDC.put(KEY, "inside");
            failing.failBefore(READ, failure);
        });
        assertThat(MDC.get(KEY)).isEqualTo("outside");
        assertThat(uncaught.take().exception()).isSameAs(failure);
    }
}
