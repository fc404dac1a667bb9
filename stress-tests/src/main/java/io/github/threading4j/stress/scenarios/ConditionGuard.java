package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Condition;
import java.time.Duration;

/**
 * A flag under a condition as something to wait for, held until the flag is set, with a signal. The flag is a plain
 * field: it is the condition's lock that makes it seen.
 */
public final class ConditionGuard implements Guard {
    private final Condition condition = new Condition();
    private final boolean toAll;
    private boolean flag;

    /**
     * An unset flag.
     *
     * @param toAll whether all are signalled when it is set, or one
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

    /** The same flag, for a thread that goes on only if it is signalled, not because the flag is set. */
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
