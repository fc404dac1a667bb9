package io.github.threading4j.stress.scenarios;

/** A reentrant lock that {@code acquire} acquires twice and releases once, so that only the outer hold remains. */
public record ReenteredGuard(Guard outer) implements Guard {
    @Override
    public boolean acquire(long nanos) throws InterruptedException {
        boolean acquired = outer.acquire(nanos);
        if (acquired) {
            outer.enter();
            outer.tryRelease();
        }
        return acquired;
    }

    @Override
    public void release() {
        outer.release();
    }

    @Override
    public boolean locked() {
        return outer.locked();
    }
}
