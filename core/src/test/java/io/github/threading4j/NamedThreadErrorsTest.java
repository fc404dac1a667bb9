package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;

/** The description of a thread in error messages. */
class NamedThreadErrorsTest {
    /** A thread whose {@code toString} throws an exception, which must not replace the exception of the library. */
    private static final class Indescribable extends NamedThread {
        private final ThrowingRunnable<Exception> body;

        Indescribable(ThreadKind kind, ThrowingRunnable<Exception> body) {
            super(kind.builder().name("indescribable").daemon(true));
            this.body = body;
        }

        @Override
        public void run() throws Exception {
            body.run();
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("toString");
        }
    }

    @EachThreadKind
    void errors_toStringThrows_stillDescribeTheThread(ThreadKind kind) throws Exception {
        var stop = new Event();
        var thread = new Indescribable(kind, () -> {
            assertThatThrownBy(Threading.currentThread()::join)
                    .hasMessageStartingWith("cannot join current thread: Indescribable[name=indescribable, started");
            stop.await();
        });
        assertThatThrownBy(thread::join)
                .hasMessageStartingWith("cannot join thread before it is started: Indescribable[");
        thread.start();
        assertThatThrownBy(thread::start).hasMessageStartingWith("threads can only be started once: Indescribable[");
        assertThatThrownBy(() -> thread.setDaemon(false))
                .hasMessageStartingWith("cannot set daemon status of active thread: Indescribable[");
        try (var joiner = Bunch.start(
                kind,
                index -> assertThatThrownBy(thread::join)
                        .isInstanceOf(InterruptedException.class)
                        .hasMessageStartingWith("interrupted while waiting for Indescribable["))) {
            Await.until("the joiner waits for the thread", () -> {
                var blocker = Blocker.of(joiner.thread().toJavaThread());
                return blocker != null && blocker.awaited() == thread;
            });
            joiner.thread().interrupt();
        }
        stop.set();
        thread.join();
    }
}
