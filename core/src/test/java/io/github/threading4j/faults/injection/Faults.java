package io.github.threading4j.faults.injection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What the instrumented classes call at each of their sites; throws at one hit of the one site that is armed. */
public final class Faults {
    private static final int NONE = -1;

    private static volatile int armed = NONE;
    private static final AtomicInteger LEFT = new AtomicInteger();

    /** Whether the fault at a site is an exception of foreign code, and not a lack of memory. */
    private static volatile boolean[] foreign = {};

    private static volatile AtomicIntegerArray hits = new AtomicIntegerArray(0);

    /** What was thrown since the site was armed, or null. */
    private static volatile Throwable fired;

    private Faults() {}

    /** The memory is out, as far as the code at a site can tell. */
    static final class InjectedError extends OutOfMemoryError {
        private static final long serialVersionUID = 1L;

        InjectedError(String message) {
            super(message);
        }
    }

    /** Foreign code has thrown. */
    static final class InjectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InjectedException(String message) {
            super(message);
        }
    }

    /** Called by instrumented code, in whichever thread. */
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

    /** Begins to count the hits of all sites anew. */
    static void record() {
        hits = new AtomicIntegerArray(foreign.length);
    }

    static int hits(int site) {
        return hits.get(site);
    }

    /** Lets the k-th hit from now on throw. */
    static void arm(int site, int k) {
        fired = null;
        LEFT.set(k);
        armed = site;
    }

    static void disarm() {
        armed = NONE;
    }

    /** For faults that foreign objects of a scenario throw by themselves. */
    static void fired(Throwable failure) {
        fired = failure;
    }

    static Throwable fired() {
        return fired;
    }
}
