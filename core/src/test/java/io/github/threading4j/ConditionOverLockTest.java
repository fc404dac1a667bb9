package io.github.threading4j;

import io.github.threading4j.contract.ConditionAwaitContract;
import io.github.threading4j.contract.ConditionAwaitForContract;
import io.github.threading4j.contract.ConditionSignalContract;

class ConditionOverLockTest implements ConditionAwaitContract, ConditionAwaitForContract, ConditionSignalContract {
    @Override
    public Condition create() {
        return new Condition(new Lock());
    }
}
