package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Event;
import java.util.Random;

/**
 * An event that is set and cleared at random. No thread waits while the event is set, and a thread is released only if
 * the event was set.
 */
final class EventPart extends Part {
    private final Event event = new Event();

    @Override
    void take(Random random) throws Exception {
        if (random.nextBoolean()) {
            event.await(soon(random));
        } else if (!awaiting(event::await)) {
            throw new AssertionError("released without a set(): " + event);
        }
    }

    @Override
    void give(Random random) {
        if (random.nextBoolean()) {
            event.set();
        }
        if (random.nextBoolean()) {
            event.clear();
        }
    }

    @Override
    boolean isThere() {
        return event.isSet();
    }

    @Override
    void end() {
        event.set();
    }

    @Override
    void check() {
        expect("set", event.isSet() ? 1 : 0, 1);
    }

    @Override
    public String toString() {
        return event.toString();
    }
}
