package io.github.threading4j.stress.scenarios;

/** A guard that is initially held by no particular thread, and has to be released only. */
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
