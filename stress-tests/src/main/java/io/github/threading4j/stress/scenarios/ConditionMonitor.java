package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Condition;
import io.github.threading4j.RLock;
import java.time.Duration;

/** A {@link Condition} with its {@link RLock}. */
public final class ConditionMonitor implements ConditionReacquiresDepth.Monitor {
    private final RLock lock = new RLock();
    private final Condition condition = new Condition(lock);

    @Override
    public void enter() {
        lock.acquire();
    }

    @Override
    public void exit() {
        lock.release();
    }

    @Override
    public long depth() {
        return lock.getHoldCount();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return condition.await(Duration.ofNanos(nanos));
    }

    @Override
    public void signal() {
        condition.signal();
    }
}
