package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JavaThreadsTest {
    @Test
    void supportsVirtual_isTrueFromJava21() {
        assertThat(JavaThreads.supportsVirtual()).isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void newVirtual_returnsAnUnstartedThread() throws Exception {
        var ran = new boolean[1];
        var thread = JavaThreads.newVirtual(() -> ran[0] = JavaThreads.isVirtual(Thread.currentThread()));
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
        assertThat(JavaThreads.isVirtual(thread)).isTrue();
        assertThat(thread.getName()).isEmpty();
        thread.start();
        thread.join();
        assertThat(ran[0]).isTrue();
    }

    @Test
    @Tag(Needs.NO_VIRTUAL_THREADS)
    void newVirtual_belowJava21_isUnsupported() {
        assertThatThrownBy(() -> JavaThreads.newVirtual(() -> {})).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(JavaThreads::requireVirtual).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isVirtual_platformThread_isFalse() {
        assertThat(JavaThreads.isVirtual(Thread.currentThread())).isFalse();
    }

    @Test
    void id_isUniqueAndConstant() {
        var first = new Thread();
        var second = new Thread();
        assertThat(JavaThreads.id(first)).isPositive().isLessThan(JavaThreads.id(second));
        assertThat(JavaThreads.id(first)).isEqualTo(JavaThreads.id(first));
    }
}
