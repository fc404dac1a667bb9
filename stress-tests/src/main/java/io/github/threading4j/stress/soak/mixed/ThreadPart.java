package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.NamedThread;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Short-lived threads. Each started thread runs once, and has ended when a join returns true. */
final class ThreadPart extends Part {
    private final boolean user;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong ran = new AtomicLong();

    ThreadPart(boolean user) {
        this.user = user;
    }

    @Override
    void take(Random random) throws Exception {
        if (random.nextInt(16) > 0) {
            return;
        }
        var builder = NamedThread.builder();
        NamedThread thread = (user ? builder.virtual() : builder).unstarted(ran::incrementAndGet);
        started.incrementAndGet();
        thread.start();
        if (random.nextBoolean()) {
            thread.join(soon(random));
        } else {
            thread.join();
            expect("alive: " + thread, thread.isAlive() ? 1 : 0, 0);
        }
    }

    @Override
    void give(Random random) {}

    @Override
    boolean isThere() {
        return false;
    }

    @Override
    void end() {}

    @Override
    void check() {
        expect("runs", ran.get(), started.get());
    }

    @Override
    public String toString() {
        return user ? "virtual threads" : "platform threads";
    }
}
