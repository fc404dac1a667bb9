package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Condition;
import java.util.Random;

/**
 * Tokens guarded by a condition. Each token is taken once, and no thread waits while a token is available, even if
 * signalled threads have given up.
 */
final class ConditionPart extends Part {
    private final Condition condition;
    private long given;
    private long taken;
    private boolean ended;

    ConditionPart(Condition condition) {
        this.condition = condition;
    }

    @Override
    void take(Random random) throws Exception {
        try (var hold = condition.hold()) {
            boolean there = random.nextBoolean()
                    ? condition.awaitFor(this::mayGoOn, soon(random))
                    : awaiting(() -> condition.awaitFor(this::mayGoOn));
            if (there && given > taken) {
                taken++;
            }
        }
    }

    private boolean mayGoOn() {
        return given > taken || ended;
    }

    @Override
    void give(Random random) {
        int number = 1 + random.nextInt(2);
        locked(() -> {
            given += number;
            condition.signal(number);
        });
    }

    @Override
    boolean isThere() {
        boolean[] there = new boolean[1];
        locked(() -> there[0] = given > taken);
        return there[0];
    }

    @Override
    void end() {
        locked(() -> {
            ended = true;
            condition.signalAll();
        });
    }

    private void locked(Runnable action) {
        try (var hold = condition.hold()) {
            action.run();
        }
    }

    @Override
    void check() {
        if (taken > given) {
            throw new AssertionError("taken: " + taken + " (expected " + given + " at most)");
        }
        locked(() -> ended = false); // blocks if a thread has left the lock held
    }

    @Override
    public String toString() {
        return condition.toString();
    }
}
