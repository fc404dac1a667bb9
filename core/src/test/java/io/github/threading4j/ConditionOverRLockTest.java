package io.github.threading4j;

import io.github.threading4j.contract.ConditionAwaitContract;
import io.github.threading4j.contract.ConditionAwaitForContract;
import io.github.threading4j.contract.ConditionDepthContract;
import io.github.threading4j.contract.ConditionSignalContract;

class ConditionOverRLockTest
        implements ConditionAwaitContract, ConditionAwaitForContract, ConditionSignalContract, ConditionDepthContract {
    @Override
    public Condition create() {
        return new Condition("ready");
    }

    @Override
    public long depth(Condition condition) {
        return ((RLock) condition.getLock()).getHoldCount();
    }
}
