package io.github.threading4j.stress.scenarios;

/** What is held from the beginning, by nobody in particular, and only has to be released. */
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
