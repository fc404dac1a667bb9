package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;

/** Threads that end with an uncaught exception. */
final class FailingThreads {
    static final Target FAILING = () -> {
        throw new IOException("uncaught");
    };

    private FailingThreads() {}

    static void runFailing(ThreadKind kind) throws InterruptedException {
        kind.builder().name("failing").daemon(true).start(FAILING).join();
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }
}
