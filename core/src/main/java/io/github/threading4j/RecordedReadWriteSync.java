package io.github.threading4j;

import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.Recorded;
import org.jspecify.annotations.Nullable;

/** A synchronizer that records the threads that hold it, be it for reading or for writing. */
final class RecordedReadWriteSync extends ReadWriteSync implements Recorded {
    private static final long serialVersionUID = 1L;

    RecordedReadWriteSync(ReadWriteLock lock, boolean fair) {
        super(lock, fair);
    }

    @Override
    boolean acquireOrFail(long times, Thread current) {
        var mine = Holds.mine();
        mine.prepare();
        var acquired = super.acquireOrFail(times, current);
        if (acquired) {
            mine.add(this);
        }
        return acquired;
    }

    @Override
    protected boolean tryRelease(long times) {
        var released = super.tryRelease(times);
        if (released) {
            Holds.remove(this);
        }
        return released;
    }

    @Override
    boolean enter(Thread current) {
        var mine = Holds.mine();
        mine.prepare();
        var entered = super.enter(current);
        if (entered) {
            mine.add(this);
        }
        return entered;
    }

    @Override
    boolean leave(Thread current) {
        var last = super.leave(current);
        if (last) {
            Holds.remove(this);
        }
        return last;
    }

    @Override
    public boolean mayBeHeldBy(@Nullable Thread thread) {
        return owner() == thread || isReadBy(thread);
    }

    @Override
    public boolean isExclusive() {
        return true;
    }
}
