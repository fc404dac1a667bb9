package io.github.threading4j.badinput;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.function.Target;
import java.util.concurrent.locks.LockSupport;

/** A class with every mistake that the walk must find. */
public final class Careless {
    private Careless() {}

    /** Accepts null. */
    public static void takesNull(Target target) {}

    /** Rejects null without naming the parameter. */
    public static void namesNothing(Target target) {
        target.hashCode();
    }

    /** Rejects a number without showing its value. */
    public static void hidesTheValue(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be >= 1 (expected 1 or more)");
        }
    }

    /** Waits forever if the argument is NaN. */
    public static void hangs(double seconds) {
        while (!(seconds >= 0 || seconds < 0)) {
            LockSupport.park();
        }
    }

    /** Changes a global setting before it checks the argument. */
    public static void looksLate(int n) {
        Threading.setThreadInheritContext(n > 0);
        refuse(n);
    }

    /** Uses up the number of a thread before it checks the argument. */
    public static void takesANumber(int n) {
        new NamedThread(() -> {}).getName();
        refuse(n);
    }

    private static void refuse(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be >= 1: " + n + " (expected 1 or more)");
        }
    }

    /** Ignores the exception that a function throws. */
    public static void swallows(Target target) {
        if (target == null) {
            throw new NullPointerException("target: null (expected a value)");
        }
        try {
            target.run();
        } catch (Throwable e) {
            // ignored
        }
    }

    /** An instance method of a class for which there are no states. */
    public void isNowhere(int n) {}

    /** A method with a parameter type for which there are no values. */
    public static void isNew(StringBuilder builder) {}
}
