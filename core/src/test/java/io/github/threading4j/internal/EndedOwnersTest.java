package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The search for deadlocks while the owner of a lock ends. */
class EndedOwnersTest {
    /** A lock whose owner has ended whenever the search looks at the owner. */
    private record Owned(Supplier<Thread> owner) implements Blocker {
        @Override
        public Kind kind() {
            return Kind.ACQUIRE;
        }

        @Override
        public Object awaited() {
            return "the lock";
        }

        @Override
        public Enders enders(Thread waiter) {
            return new Enders.One(owner.get(), true);
        }

        @Override
        public int exits() {
            return 0;
        }
    }

    private static Thread ended() {
        var thread = new Thread(() -> {});
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return thread;
    }

    private static boolean isReported(Owned lock) {
        var over = new AtomicBoolean();
        var waiting = new Thread(() -> {
            while (!over.get()) {
                LockSupport.park(lock);
            }
        });
        waiting.start();
        Await.until("the thread is parked", () -> waiting.getState() == Thread.State.WAITING);
        try {
            return WaitGraph.findKnots().stream()
                    .flatMap(knot -> knot.members().stream())
                    .anyMatch(member -> member.seen().thread() == waiting);
        } finally {
            over.set(true);
            LockSupport.unpark(waiting);
            Await.terminated(waiting);
        }
    }

    @Test
    void owner_endsWithoutReleasing_isADeadlock() {
        var owner = ended();
        assertThat(isReported(new Owned(() -> owner))).isTrue();
    }

    /** Each owner releases the lock and ends just after the search has seen it; the next owner is another thread. */
    @Test
    void owners_releaseAndEndDuringTheSearch_areNoDeadlock() {
        assertThat(isReported(new Owned(EndedOwnersTest::ended))).isFalse();
    }
}
