package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A latch that opens once, for all who wait and all who come later.
 *
 * <p>Memory consistency effects: what a thread did before {@link #open()} happens-before a return of true from
 * {@link #await(long)} and {@link #isOpen()}.
 */
public final class Latch extends Gate implements Lookout.Opening {
    private static final long serialVersionUID = 1L;

    // The state. Transition: SHUT -> OPEN, by open().
    private static final long SHUT = 0;
    private static final long OPEN = 1;

    // One for all latches, since each opens only once: what those before this one did is all there is to go by.
    static final Lookout LOOKOUT = new Lookout();

    private final Kind kind;
    private final transient Object awaited;
    private final transient @Nullable Thread holder;

    /**
     * Makes a shut latch.
     *
     * @param kind why threads wait here
     * @param awaited what they wait for
     * @param holder the thread that will open it, if one is known to
     */
    public Latch(Kind kind, Object awaited, @Nullable Thread holder) {
        this.kind = kind;
        this.awaited = awaited;
        this.holder = holder;
    }

    /**
     * Tells whether the latch is open, without waiting.
     *
     * @return whether it is open
     */
    @Override
    public boolean isOpen() {
        return getState() == OPEN;
    }

    /** Opens the latch and releases everybody who waits; more calls have no effect. */
    public void open() {
        releaseShared(0);
    }

    /**
     * Waits until the latch is open.
     *
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less only looks
     * @return whether it is open
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean await(long nanos) throws InterruptedException {
        return blockShared(0, nanos);
    }

    /**
     * Waits until the latch is open, for something that often happens at once: if that was so lately, the thread looks for
     * some microseconds before it parks.
     *
     * @param threads how many threads must run for the latch to open at once, the calling one included
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less only looks
     * @return whether it is open
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean awaitSoon(int threads, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        return LOOKOUT.sees(threads, this, nanos) || await(Timeout.left(deadline, nanos));
    }

    /** Waits until the latch is open; an interrupt leaves the flag set. */
    public void awaitUninterruptibly() {
        blockSharedUninterruptibly(0);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Object awaited() {
        return awaited;
    }

    @Override
    public @Nullable Thread holder() {
        return isOpen() ? null : holder;
    }

    @Override
    protected long tryAcquireShared(long ignored) {
        return isOpen() ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(long ignored) {
        return compareAndSetState(SHUT, OPEN);
    }
}
