package io.github.threading4j;

import io.github.threading4j.contract.ConditionAwaitContract;
import io.github.threading4j.contract.ConditionAwaitForContract;
import io.github.threading4j.contract.ConditionDepthContract;
import io.github.threading4j.contract.ConditionSignalContract;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

class ConditionOverJavaLockTest
        implements ConditionAwaitContract, ConditionAwaitForContract, ConditionSignalContract, ConditionDepthContract {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public Condition create() {
        return new Condition(lock);
    }

    @Override
    public long depth(Condition condition) {
        return lock.getHoldCount();
    }

    @Override
    public boolean awaitsSignal(Thread thread, Condition condition) {
        return LockSupport.getBlocker(thread) instanceof java.util.concurrent.locks.Condition && isParked(thread);
    }

    @Override
    public boolean awaitsLock(Thread thread, Condition condition) {
        return LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer && isParked(thread);
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
