package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
    @Test
    void rethrow_unchecked_isThrownUnchanged() {
        for (var thrown : List.of(new IllegalStateException(), new AssertionError(), new CompletionException(null))) {
            assertThatThrownBy(() -> Exceptions.rethrow(thrown, "it")).isSameAs(thrown);
        }
    }

    @Test
    void rethrow_checked_isWrapped() {
        var thrown = new IOException("disk");
        assertThatThrownBy(() -> Exceptions.rethrow(thrown, "the action"))
                .isExactlyInstanceOf(CompletionException.class)
                .hasMessage("the action failed: java.io.IOException: disk")
                .hasCause(thrown);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void describe_returnsToStringOrTheClassName() {
        assertThat(Labels.describe(new IOException("disk"))).isEqualTo("java.io.IOException: disk");
        var undescribable = new IOException() {
            @Override
            public String toString() {
                throw new StackOverflowError("toString");
            }
        };
        assertThat(Labels.describe(undescribable))
                .startsWith(undescribable.getClass().getName() + " (whose toString failed");
        assertThatThrownBy(() -> Exceptions.rethrow(undescribable, "it"))
                .isExactlyInstanceOf(CompletionException.class)
                .satisfies(thrown -> assertThat(thrown.getCause()).isSameAs(undescribable));
    }

    @Test
    void rethrow_interruptedException_isWrappedAndSetsTheInterruptStatus() {
        assertThatThrownBy(() -> Exceptions.rethrow(new InterruptedException(), "it"))
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
