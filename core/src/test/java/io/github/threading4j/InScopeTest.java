package io.github.threading4j;

import io.github.threading4j.contract.InScope;
import io.github.threading4j.contract.InterruptibleContract;
import io.github.threading4j.contract.TimedAcquireContract;
import org.junit.jupiter.api.Nested;

/** The contracts of interruptible and of timed waits, inside of scopes that are not cancelled. */
class InScopeTest {
    @Nested
    class OfSemaphore implements InterruptibleContract<InScope>, TimedAcquireContract<InScope> {
        @Override
        public InScope create() {
            return new InScope(new Semaphore());
        }

        @Override
        public Object awaited(InScope acquirable) {
            return acquirable.acquirable();
        }
    }

    @Nested
    class OfFairSemaphore implements InterruptibleContract<InScope>, TimedAcquireContract<InScope> {
        @Override
        public InScope create() {
            return new InScope(Semaphore.fair(1));
        }

        @Override
        public Object awaited(InScope acquirable) {
            return acquirable.acquirable();
        }
    }

    @Nested
    class OfLock implements TimedAcquireContract<InScope> {
        @Override
        public InScope create() {
            return new InScope(new Lock());
        }

        @Override
        public Object awaited(InScope acquirable) {
            return acquirable.acquirable();
        }
    }
}
