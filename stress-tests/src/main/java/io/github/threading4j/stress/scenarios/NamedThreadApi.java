package io.github.threading4j.stress.scenarios;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.function.Target;
import java.time.Duration;

/** A {@link NamedThread}. On a JDK with virtual threads, it is a virtual or a platform thread at random. */
public record NamedThreadApi(NamedThread thread) implements ThreadApi {
    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    /** Returns an unstarted thread. */
    public static NamedThreadApi of(Target target) {
        var builder = NamedThread.builder().daemon(true);
        return new NamedThreadApi(
                (HAS_VIRTUAL_THREADS && Rendezvous.coin() ? builder.virtual() : builder).unstarted(target));
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean join(long nanos) throws InterruptedException {
        return thread.join(Duration.ofNanos(nanos));
    }

    @Override
    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public boolean isListed() {
        return Threading.enumerate().contains(thread);
    }

    @Override
    public int count() {
        return Threading.activeCount();
    }
}
