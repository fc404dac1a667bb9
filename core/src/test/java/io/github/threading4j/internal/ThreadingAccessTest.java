package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadingAccessTest {
    private static boolean isDaemon() {
        return ThreadingAccess.get().isDaemon();
    }

    private static boolean isDaemonIn(Thread thread, AtomicBoolean seen) throws InterruptedException {
        thread.start();
        thread.join();
        return seen.get();
    }

    @EachThreadKind
    void isDaemon_namedThread_returnsItsDaemonFlag(ThreadKind kind) throws Exception {
        for (var daemon : new boolean[] {true, false}) {
            var seen = new AtomicBoolean(!daemon);
            kind.builder().daemon(daemon).start(() -> seen.set(isDaemon())).join();
            assertThat(seen.get()).isEqualTo(daemon);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isDaemon_foreignThread_isThatOfTheJavaThreadAndCreatesNoDummy(boolean daemon) throws Exception {
        var seen = new AtomicBoolean(!daemon);
        var listed = new AtomicBoolean();
        var foreign = new Thread(() -> {
            seen.set(isDaemon());
            var me = Thread.currentThread();
            listed.set(Threading.enumerate().stream().anyMatch(each -> each.toJavaThread() == me));
        });
        foreign.setDaemon(daemon);
        assertThat(isDaemonIn(foreign, seen)).isEqualTo(daemon);
        assertThat(listed).isFalse();
    }

    @Test
    void isDaemon_foreignVirtualThread_isTrue() throws Exception {
        if (JavaThreads.supportsVirtual()) {
            var seen = new AtomicBoolean();
            assertThat(isDaemonIn(JavaThreads.newVirtual(() -> seen.set(isDaemon())), seen))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countAsDaemon_foreignThread_overridesTheFlagUntilReset(boolean daemon) throws Exception {
        var seen = new AtomicBoolean();
        var foreign = new Thread(() -> {
            ThreadingAccess.get().countAsDaemon(!daemon);
            seen.set(isDaemon() == !daemon && Thread.currentThread().isDaemon() == daemon);
            ThreadingAccess.get().countAsDaemon(daemon);
            seen.set(seen.get() && isDaemon() == daemon);
        });
        foreign.setDaemon(daemon);
        assertThat(isDaemonIn(foreign, seen)).isTrue();
        assertThat(isDaemon())
                .as("another thread")
                .isEqualTo(Thread.currentThread().isDaemon());
    }

    @EachThreadKind
    void countAsDaemon_isInheritedByNewThreads(ThreadKind kind) {
        Bunch.start(kind, index -> {
                    ThreadingAccess.get().countAsDaemon(false);
                    assertThat(isDaemon()).isFalse();
                    assertThat(Threading.currentThread().isDaemon()).isFalse();
                    assertThat(new NamedThread(() -> {}).isDaemon()).isFalse();
                    ThreadingAccess.get().countAsDaemon(true);
                    assertThat(isDaemon()).isTrue();
                    assertThat(new NamedThread(() -> {}).isDaemon()).isTrue();
                })
                .close();
    }
}
