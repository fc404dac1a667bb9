package io.github.threading4j.contextvars;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Contexts that carry SLF4J's mapped diagnostic context (MDC). */
class MdcTest {
    private static final String KEY = "request";

    @BeforeEach
    void switchOn() {
        Context.carryMdc(true);
    }

    @AfterEach
    void switchOff() {
        Context.carryMdc(false);
    }

    @EachThreadKind
    void thread_startsWithACopyOfTheStartingThreadsMdc(ThreadKind kind) {
        MDC.put(KEY, "1");
        kind.run(() -> {
            assertThat(MDC.get(KEY)).isEqualTo("1");
            MDC.put(KEY, "2");
        });
        assertThat(MDC.get(KEY)).isEqualTo("1");
    }

    @Test
    void run_installsTheContextsMdcAndRestoresTheCallers() {
        MDC.put(KEY, "1");
        var context = Context.copyContext();
        MDC.put(KEY, "2");
        context.run(() -> {
            assertThat(MDC.get(KEY)).isEqualTo("1");
            MDC.put(KEY, "3");
            assertThat(context.copy().run(() -> MDC.get(KEY))).isEqualTo("3");
        });
        assertThat(MDC.get(KEY)).isEqualTo("2");
        assertThat(context.run(() -> MDC.get(KEY))).isEqualTo("3");
        assertThat(context.copy().run(() -> MDC.get(KEY))).isEqualTo("3");
    }

    @Test
    void newContext_hasAnEmptyMdc() {
        MDC.put(KEY, "1");
        var context = new Context();
        assertThat(context.isEmpty()).isTrue();
        assertThat(context.run(() -> MDC.get(KEY))).isNull();
        assertThat(Context.copyContext().isEmpty()).isFalse();
    }

    @EachThreadKind
    void carryMdcFalse_mdcIsNotCarried(ThreadKind kind) throws Exception {
        MDC.put(KEY, "1");
        Context.carryMdc(false);
        assertThat(Context.carriesMdc()).isFalse();
        var task = Context.wrap(() -> MDC.get(KEY));
        kind.run(() -> {
            assertThat(MDC.get(KEY)).isNull();
            assertThat(task.call()).isNull();
        });
        new Context().run(() -> MDC.put(KEY, "2"));
        assertThat(MDC.get(KEY)).isEqualTo("2");
    }

    @Test
    void carryMdcFalse_setWhileAContextIsEntered_restoresTheMdc() {
        MDC.put(KEY, "1");
        new Context().run(() -> {
            MDC.put(KEY, "2");
            Context.carryMdc(false);
        });
        assertThat(MDC.get(KEY)).isEqualTo("1");
    }
}
