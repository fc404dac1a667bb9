package io.github.threading4j.badinput;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.function.Target;
import java.util.concurrent.locks.LockSupport;

/** Makes every mistake that the walk must find. */
public final class Careless {
    private Careless() {}

    /** Lets null pass. */
    public static void takesNull(Target target) {}

    /** Refuses null without a name. */
    public static void namesNothing(Target target) {
        target.hashCode();
    }

    /** Refuses a number without naming it. */
    public static void hidesTheValue(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be >= 1 (expected 1 or more)");
        }
    }

    /** Takes NaN for forever. */
    public static void hangs(double seconds) {
        while (!(seconds >= 0 || seconds < 0)) {
            LockSupport.park();
        }
    }

    /** Changes what is everybody's before it looks. */
    public static void looksLate(int n) {
        Threading.setThreadInheritContext(n > 0);
        refuse(n);
    }

    /** Takes the number of a thread before it looks. */
    public static void takesANumber(int n) {
        new NamedThread(() -> {}).getName();
        refuse(n);
    }

    private static void refuse(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be >= 1: " + n + " (expected 1 or more)");
        }
    }

    /** Keeps to itself what a function throws. */
    public static void swallows(Target target) {
        if (target == null) {
            throw new NullPointerException("target: null (expected a value)");
        }
        try {
            target.run();
        } catch (Throwable e) {
            // as if nothing had happened
        }
    }

    /** Has no object in the table of states. */
    public void isNowhere(int n) {}

    /** Has a parameter of a kind that nobody has thought of. */
    public static void isNew(StringBuilder builder) {}
}
