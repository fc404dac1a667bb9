package io.github.threading4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kind of thread as a boolean, for programs that read it from their configuration. */
class VirtualByChoiceTest {
    @EachThreadKind
    void virtual_boolean_selectsTheKindOfThread(ThreadKind kind) throws Exception {
        var virtual = kind == ThreadKind.VIRTUAL;
        assertThat(NamedThread.builder().virtual(virtual).unstarted(() -> {}).isVirtual())
                .isEqualTo(virtual);
        try (var executor = ThreadPoolExecutor.builder().virtual(virtual).build()) {
            assertThat(executor.submit(() -> Threading.currentThread().isVirtual())
                            .result())
                    .isEqualTo(virtual);
        }
        try (var pool = ThreadPool.builder().processes(1).virtual(virtual).build()) {
            assertThat(pool.apply(() -> Threading.currentThread().isVirtual())).isEqualTo(virtual);
        }
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void virtual_false_overridesAnEarlierChoice() {
        var builder = NamedThread.builder().virtual();
        assertThat(builder.virtual(false).unstarted(() -> {}).isVirtual()).isFalse();
        assertThat(builder.virtual(true).unstarted(() -> {}).isVirtual()).isTrue();
    }

    @Test
    @Tag(Needs.NO_VIRTUAL_THREADS)
    void virtual_true_isRejectedBelowJava21() {
        assertThatThrownBy(() -> NamedThread.builder().virtual(true)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ThreadPoolExecutor.builder().virtual(true))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ThreadPool.builder().virtual(true)).isInstanceOf(UnsupportedOperationException.class);
    }
}
