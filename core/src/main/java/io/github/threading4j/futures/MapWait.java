package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;

/** The wait for a result of a {@link MapPerWorker}. */
final class MapWait implements InnerWait {
    final int index;
    final Latch done;
    private final Object map;
    private final Pool pool;
    private final Object function;
    private final MapBuffer.Part part;

    MapWait(Object map, Pool pool, Object function, int index, MapBuffer.Part part) {
        this.map = map;
        this.pool = pool;
        this.function = function;
        this.index = index;
        this.part = part;
        this.done = new Latch(Blocker.Kind.SIGNAL, map, null);
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return done.await(nanos);
    }

    @Override
    public Object awaited() {
        return map;
    }

    @Override
    public boolean concerns(Object mine) {
        return pool == mine;
    }

    @Override
    public boolean isUpTo(Object mine) {
        return pool == mine && !done.isOpen() && !part.isDone(index);
    }

    @Override
    public String describe(Object mine) {
        return "result " + index + " of the map of " + function;
    }
}
