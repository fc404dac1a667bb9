package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Latch;

/** The wait for a result of a {@link MapPerWorker}. */
final class MapWait implements PoolWait {
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
        this.done = new Latch(Blocker.Kind.EVENT, this, null);
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return done.await(nanos);
    }

    @Override
    public Enders enders(Blocker.Kind kind) {
        return done.isOpen() || part.isDone(index) ? Enders.Open.OVER : pool.workers();
    }

    @Override
    public String describe() {
        return "result " + index + " of the map of " + function;
    }

    @Override
    public String toString() {
        return map.toString();
    }
}
