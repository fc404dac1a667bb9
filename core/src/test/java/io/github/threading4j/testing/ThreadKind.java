package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.function.Target;
import java.util.List;

/** The kinds of thread. A test of one kind alone that not every JDK has is tagged with what it {@link Needs}. */
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

    /** The kinds that this JDK has. */
    public static List<ThreadKind> available() {
        return Needs.hasVirtualThreads() ? List.of(values()) : List.of(PLATFORM);
    }

    /** A builder for threads of this kind; they are daemons, so that a failing test does not keep the JVM alive. */
    public abstract NamedThreadBuilder builder();

    /** A thread of this kind that is not started; a daemon. */
    public NamedThread thread(Target target) {
        return builder().daemon(true).unstarted(target);
    }

    /** Starts a thread of this kind; a daemon. Its errors are uncaught: use a {@link Bunch} to have them rethrown. */
    public NamedThread start(Target target) {
        return builder().daemon(true).start(target);
    }

    /** Runs a task in a thread of this kind to its end, and rethrows what it throws. */
    public void run(Target task) {
        Bunch.start(this, 1, index -> task.run()).close();
    }
}
