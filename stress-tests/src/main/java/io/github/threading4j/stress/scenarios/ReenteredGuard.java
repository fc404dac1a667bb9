package io.github.threading4j.stress.scenarios;

/** A reentrant lock that is acquired twice and released once on the way in, so that it is held by its outer hold. */
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
