package io.github.threading4j.stress.scenarios;

/**
 * A guard that is already held when the scenario starts: {@code acquire} has no effect, and {@code release} releases
 * the given guard.
 */
public record HeldFromStart(Guard guard) implements Guard {
    @Override
    public boolean acquire(long nanos) {
        return true;
    }

    @Override
    public void release() {
        guard.release();
    }

    @Override
    public boolean locked() {
        return guard.locked();
    }
}
