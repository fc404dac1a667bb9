package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.function.Target;
import java.util.List;

/** The kinds of thread. A test that uses only virtual threads is tagged with {@link Needs#VIRTUAL_THREADS}. */
public enum ThreadKind {
    PLATFORM {
        @Override
        public NamedThreadBuilder builder() {
            return NamedThread.builder();
        }
    },
    VIRTUAL {
        @Override
        public NamedThreadBuilder builder() {
            return NamedThread.builder().virtual();
        }
    };

    /** Returns the kinds available in this JDK. */
    public static List<ThreadKind> available() {
        return Needs.hasVirtualThreads() ? List.of(values()) : List.of(PLATFORM);
    }

    /** Returns a builder for threads of this kind. */
    public abstract NamedThreadBuilder builder();

    /** Returns an unstarted daemon thread of this kind. */
    public NamedThread thread(Target target) {
        return builder().daemon(true).unstarted(target);
    }

    /** Starts a daemon thread of this kind. Its exceptions are uncaught; use a {@link Bunch} to rethrow them. */
    public NamedThread start(Target target) {
        return builder().daemon(true).start(target);
    }

    /** Runs a task in a thread of this kind, waits for its end, and rethrows its exception. */
    public void run(Target task) {
        Bunch.start(this, 1, index -> task.run()).close();
    }
}
