package io.github.threading4j.insight;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Programs that never deadlock. A detector would report a deadlock, however, if it did not check the identity of waits,
 * or if it assumed that a lock can be released only by the thread that acquired it. The threads of each program repeat
 * a round until the program is closed.
 */
final class NearMisses implements AutoCloseable {
    /** One round of a thread. */
    interface Step {
        void run() throws Exception;
    }

    private final Kinds kinds;
    private final List<NamedThread> threads = new ArrayList<>();
    final List<Runnable> atEnd = new ArrayList<>();

    /** Called repeatedly until the threads have ended. */
    Runnable whileEnding = () -> {};

    volatile boolean over;

    private NearMisses(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Starts a program. */
    static NearMisses of(NearMissProgram program, Kinds kinds) {
        var all = new NearMisses(kinds);
        program.start(all);
        return all;
    }

    void repeat(Step round) {
        var thread = kinds.builder(threads.size()).daemon(true).unstarted(() -> {
            while (!over) {
                try {
                    round.run();
                } catch (Exception e) {
                    if (!over) { // otherwise, the other thread has ended, or close() has interrupted this one
                        throw e;
                    }
                }
            }
        });
        threads.add(thread);
        thread.start();
    }

    void handshake(Supplier<Acquirable> unlocked) {
        repeat(() -> {
            var done = unlocked.get();
            done.acquire();
            once(done::release);
            done.acquire();
        });
    }

    void alternate(Acquirable a, Acquirable b) {
        var rounds = new Barrier(2);
        for (var i = 0; i < 2; i++) {
            repeat(() -> {
                a.with(() -> b.with(() -> {}));
                rounds.await(1);
                b.with(() -> a.with(() -> {}));
                rounds.await(1);
            });
        }
    }

    NamedThread once(Step step) {
        return kinds.builder(threads.size() + 1).daemon(true).start(step::run);
    }

    @Override
    public void close() {
        over = true;
        Await.until("the threads end", () -> {
            threads.forEach(NamedThread::interrupt);
            whileEnding.run();
            return threads.stream().noneMatch(NamedThread::isAlive);
        });
        atEnd.forEach(Runnable::run);
    }
}
