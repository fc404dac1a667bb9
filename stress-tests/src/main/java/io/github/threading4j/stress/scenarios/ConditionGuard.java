package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Condition;
import java.time.Duration;

/**
 * A flag guarded by a condition. The guard is held until the flag is set and signalled. The flag is a plain field,
 * whose writes the condition's lock makes visible.
 */
public final class ConditionGuard implements Guard {
    private final Condition condition = new Condition();
    private final boolean toAll;
    private boolean flag;

    /**
     * Creates an unset flag.
     *
     * @param toAll whether setting the flag signals all waiters or one
     */
    public ConditionGuard(boolean toAll) {
        this.toAll = toAll;
    }

    @Override
    public boolean acquire(long nanos) throws InterruptedException {
        try (var hold = condition.hold()) {
            return nanos == LONG_NANOS && Rendezvous.coin()
                    ? condition.awaitFor(() -> flag)
                    : condition.awaitFor(() -> flag, Duration.ofNanos(nanos));
        }
    }

    @Override
    public void release() {
        try (var hold = condition.hold()) {
            flag = true;
            if (toAll) {
                condition.signalAll();
            } else {
                condition.signal();
            }
        }
    }

    @Override
    public boolean locked() {
        return !flag;
    }

    @Override
    public void rescue(Thread waiter) {
        release();
    }

    /** Returns a view of the flag whose {@code acquire} waits for a signal even if the flag is set. */
    public Guard bySignal() {
        return new BySignal();
    }

    private final class BySignal implements Guard {
        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            try (var hold = condition.hold()) {
                return condition.await(Duration.ofNanos(nanos));
            }
        }

        @Override
        public void release() {
            ConditionGuard.this.release();
        }

        @Override
        public boolean locked() {
            return ConditionGuard.this.locked();
        }
    }
}
