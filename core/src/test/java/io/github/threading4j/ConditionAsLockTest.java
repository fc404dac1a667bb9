package io.github.threading4j;

import io.github.threading4j.contract.PlainLockContract;
import io.github.threading4j.contract.RLockContract;
import io.github.threading4j.contract.TimedAcquireContract;
import io.github.threading4j.contract.UninterruptibleContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Nested;

/** The lock methods of a condition, which delegate to its lock. */
class ConditionAsLockTest {
    @Nested
    class OverRLock implements RLockContract<Condition>, UninterruptibleContract<Condition> {
        @Override
        public Condition create() {
            return new Condition("tested");
        }

        @Override
        public boolean acquire(Condition condition, double seconds) throws InterruptedException {
            return condition.acquire(seconds);
        }

        @Override
        public Hold tryHold(Condition condition, double seconds) throws InterruptedException {
            return condition.tryHold(seconds);
        }

        @Override
        public boolean locked(Condition condition) {
            return condition.locked();
        }

        @Override
        public Object awaited(Condition condition) {
            return condition.getLock();
        }
    }

    @Nested
    class OverLock implements PlainLockContract<Condition>, UninterruptibleContract<Condition> {
        @Override
        public Condition create() {
            return new Condition(new Lock("tested"));
        }

        @Override
        public boolean acquire(Condition condition, double seconds) throws InterruptedException {
            return condition.acquire(seconds);
        }

        @Override
        public Hold tryHold(Condition condition, double seconds) throws InterruptedException {
            return condition.tryHold(seconds);
        }

        @Override
        public boolean locked(Condition condition) {
            return condition.locked();
        }

        @Override
        public Object awaited(Condition condition) {
            return condition.getLock();
        }
    }

    @Nested
    class OverJavaLock implements TimedAcquireContract<Condition>, UninterruptibleContract<Condition> {
        @Override
        public Condition create() {
            return new Condition(new ReentrantLock());
        }

        @Override
        public void awaitBlocked(Bunch bunch, Condition condition) {
            for (var thread : bunch.threads()) {
                Await.until(
                        thread + " queues for the lock",
                        () -> LockSupport.getBlocker(thread.toJavaThread()) instanceof AbstractOwnableSynchronizer);
            }
        }
    }
}
