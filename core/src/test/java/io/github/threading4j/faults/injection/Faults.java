package io.github.threading4j.faults.injection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The class that instrumented classes call at each of their sites. It throws at a single hit of the armed site. */
public final class Faults {
    private static final int NONE = -1;

    private static volatile int armed = NONE;
    private static final AtomicInteger LEFT = new AtomicInteger();

    /** Whether the fault at a site is an exception of foreign code rather than an {@code OutOfMemoryError}. */
    private static volatile boolean[] foreign = {};

    private static volatile AtomicIntegerArray hits = new AtomicIntegerArray(0);

    /** The fault thrown since the site was armed, or null. */
    private static volatile Throwable fired;

    private Faults() {}

    /** An injected shortage of memory. */
    static final class InjectedError extends OutOfMemoryError {
        private static final long serialVersionUID = 1L;

        InjectedError(String message) {
            super(message);
        }
    }

    /** An injected exception of foreign code. */
    static final class InjectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InjectedException(String message) {
            super(message);
        }
    }

    /** Called by instrumented code, in any thread. */
    public static void at(int site) {
        var all = hits;
        if (site < all.length()) {
            all.incrementAndGet(site);
        }
        if (site == armed && LEFT.decrementAndGet() == 0) {
            armed = NONE;
            strike(site);
        }
    }

    private static void strike(int site) {
        if (foreign[site]) {
            var failure = new InjectedException("injected at site " + site);
            fired = failure;
            throw failure;
        }
        var failure = new InjectedError("injected at site " + site);
        fired = failure;
        throw failure;
    }

    static void sites(boolean[] whetherForeign) {
        foreign = whetherForeign;
    }

    /** Resets the hit counts of all sites. */
    static void record() {
        hits = new AtomicIntegerArray(foreign.length);
    }

    static int hits(int site) {
        return hits.get(site);
    }

    /** Arms a site, so that its k-th hit from now on throws. */
    static void arm(int site, int k) {
        fired = null;
        LEFT.set(k);
        armed = site;
    }

    static void disarm() {
        armed = NONE;
    }

    /** Records a fault that a foreign object of a scenario throws. */
    static void fired(Throwable failure) {
        fired = failure;
    }

    static Throwable fired() {
        return fired;
    }
}
