package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Event;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An event as a guard, which is held until the event is set.
 *
 * @param event the event
 * @param clears whether the event is cleared right after it is set
 */
public record EventGuard(Event event, boolean clears) implements Guard {
    @Override
    public boolean acquire(long nanos) throws InterruptedException {
        return nanos == LONG_NANOS && Rendezvous.coin() ? event.await() : event.await(Duration.ofNanos(nanos));
    }

    @Override
    public void release() {
        event.set();
        if (clears) {
            event.clear();
        }
    }

    @Override
    public boolean locked() {
        return !event.isSet();
    }

    @Override
    public void rescue(Thread waiter) {
        event.set();
        LockSupport.unpark(waiter); // in case the event was already set, and the waiter missed the wake-up
    }

    /** An event that is polled instead of awaited. */
    public record Poll(Event event) implements Guard {
        @Override
        public boolean acquire(long nanos) {
            return event.isSet();
        }

        @Override
        public void release() {
            event.set();
        }

        @Override
        public boolean locked() {
            return !event.isSet();
        }
    }
}
