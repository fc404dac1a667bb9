package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;

class VirtualTaskTest {
    @EachThreadKind
    void currentThread_whereTheHandlerWasReplaced_isTheSame(ThreadKind kind) throws Exception {
        var found = new ArrayList<NamedThread>();
        var named = kind.builder().start(() -> {
            found.add(Threading.currentThread());
            for (var handler : new UncaughtExceptionHandler[] {(thread, exception) -> {}, null}) {
                Thread.currentThread().setUncaughtExceptionHandler(handler);
                found.add(Threading.currentThread());
            }
        });
        named.join();
        assertThat(found).containsExactly(named, named, named);
    }

    @EachThreadKind
    void handler_calledByOtherCode_doesWhatTheThreadGroupDoes(ThreadKind kind) throws Exception {
        var before = Thread.getDefaultUncaughtExceptionHandler();
        var handled = new ArrayList<Object>();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> handled.add(exception));
        try {
            var exception = new IllegalStateException("handled by other code");
            var named = kind.builder().start(() -> {
                var current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, exception);
            });
            named.join();
            assertThat(handled).containsExactly(exception);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
