package io.github.threading4j.insight;

import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.HeldLocks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Knot;
import io.github.threading4j.internal.OrderNews;
import io.github.threading4j.internal.Survey;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.Wait;
import io.github.threading4j.internal.WaitGraph;
import io.github.threading4j.internal.Warnings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Repeated surveys of all threads. Each survey finds only what the previous ones have not found. Not thread-safe. */
final class Search implements AutoCloseable {
    /**
     * The maximum number of long waits that one survey finds, since each needs a stack trace; later surveys find the
     * rest.
     */
    static final int MOST_LONG_WAITS = 50;

    /** The searches that know for how long threads wait. */
    private static final Set<Search> WITH_LONG_WAITS = ConcurrentHashMap.newKeySet();

    private final long longWait;
    private final BooleanSupplier throwing;

    /** The deadlocks of earlier surveys that still exist. */
    private final List<Known> deadlocks = new ArrayList<>();

    /**
     * The waits of the previous survey; empty unless long waits are to be found. Replaced, never modified, since other
     * threads may read it.
     */
    private volatile IdentityHashMap<Thread, Sighting> sightings = new IdentityHashMap<>();

    /** The number of the next {@link HeldLocks} to pass on. */
    private long nextHeldLocks = HeldLocks.beginWatch();

    /** The number of the next {@link OrderNews} to pass on. */
    private long nextOrderNews = OrderNews.beginWatch();

    /** A deadlock. */
    private static final class Known {
        final List<Wait> waits;
        boolean isFound;

        Known(List<Wait> waits) {
            this.waits = waits;
        }

        boolean lasts() {
            return waits.stream().allMatch(WaitGraph::lasts);
        }

        /** Returns whether a thread of the deadlock waits at the same blocker as in one of the given waits. */
        boolean isLike(List<Wait> others) {
            var blockers = new IdentityHashMap<Thread, Object>();
            waits.forEach(wait -> blockers.put(wait.thread(), wait.blocker()));
            return others.stream().anyMatch(wait -> blockers.get(wait.thread()) == wait.blocker());
        }
    }

    /** Waits for the same object, which are one finding. */
    private static final class Alike {
        final List<Sighting> sightings = new ArrayList<>();
        boolean isFound;
    }

    /** A wait and the time when it was first seen. */
    private static final class Sighting {
        final Wait wait;
        final long since;

        /** The finding that includes this wait; null if there is none. */
        @Nullable Alike alike;

        Sighting(Wait wait, long since) {
            this.wait = wait;
            this.since = since;
        }

        boolean isFound() {
            return alike != null && alike.isFound;
        }
    }

    /**
     * Creates a search.
     *
     * @param longWait the time in nanoseconds after which a wait counts as long, or {@link Timeout#FOREVER}
     * @param throwing returns whether to end each deadlock that only its own threads could end
     */
    Search(long longWait, BooleanSupplier throwing) {
        this.longWait = longWait;
        this.throwing = throwing;
    }

    /**
     * Surveys all threads.
     *
     * @param found called with each finding that exists now and that no earlier survey has passed on; if this call
     *     fails halfway, the next call passes on the rest
     */
    void next(Consumer<? super Finding> found) {
        var begin = System.nanoTime();
        var survey = Survey.take();
        var current = new ArrayList<Known>();
        for (var knot : survey.knots()) {
            current.add(known(knot));
        }
        deadlocks.removeIf(known -> !current.contains(known) && !known.lasts());
        for (var i = 0; i < current.size(); i++) {
            examine(current.get(i), survey.knots().get(i), found);
        }
        if (longWait != Timeout.FOREVER) {
            findLongWaits(survey, begin, found);
        }
        findHeldAtEnd(found);
        findOrders(found);
    }

    /**
     * Passes on a deadlock, unless it was passed on before, and ends it. It is ended first, since the handler may need
     * one of its locks. As long as it can't be ended, such as because a thread of it is just being interrupted, each
     * survey tries again.
     */
    private void examine(Known known, Knot knot, Consumer<? super Finding> found) {
        var mayEnd = throwing.getAsBoolean() && Deadlocks.certainty(knot) == Deadlock.Certainty.ONLY_THEY;
        if ((known.isFound && !mayEnd) || !lasts(knot)) { // the handler of another finding may have ended this deadlock
            return;
        }
        var deadlock = Deadlocks.of(knot);
        var isEnded = mayEnd && end(knot, deadlock);
        if (!known.isFound) {
            found.accept(deadlock);
            known.isFound = true;
        }
        if (isEnded) {
            deadlocks.remove(known); // the same threads may get into the same deadlock again
        }
    }

    private static boolean lasts(Knot knot) {
        return knot.members().stream().allMatch(member -> WaitGraph.lasts(member.seen()));
    }

    /**
     * Lets one thread of a deadlock throw an exception; returns whether there was one that could. Only one watch at a
     * time does this, so that two of them do not end the same deadlock in two threads.
     */
    private static boolean end(Knot knot, Deadlock deadlock) {
        synchronized (Search.class) {
            for (var i = 0; i < knot.members().size(); i++) {
                var thread = knot.members().get(i).seen().thread();
                var waiter = deadlock.waiters().get(i);
                try {
                    if (CancelPoint.cancel(
                            thread,
                            () -> lasts(knot),
                            () -> new DeadlockException(message(waiter, deadlock), deadlock))) {
                        return true;
                    }
                } catch (RuntimeException e) { // thrown by a method that the class of the thread overrides
                    ThreadingAccess.get().report(e);
                }
            }
            return false;
        }
    }

    private static String message(Waiter waiter, Deadlock deadlock) {
        return "deadlock: \"" + waiter.name() + "\" waits " + waiter.waitsFor() + "\n" + deadlock;
    }

    @Override
    public void close() {
        WITH_LONG_WAITS.remove(this);
        HeldLocks.endWatch();
        OrderNews.endWatch();
    }

    /**
     * Returns the minimum time for which a thread has been in its wait at a blocker. Any thread may call this method.
     *
     * @param thread the thread
     * @param blocker the blocker
     * @return the time; null if no search for long waits has seen the wait
     */
    static @Nullable Duration lasted(Thread thread, @Nullable Object blocker) {
        Duration longest = null;
        for (var search : WITH_LONG_WAITS) {
            var sighting = search.sightings.get(thread);
            var now = System.nanoTime(); // before the wait is seen to last
            if (sighting != null && sighting.wait.blocker() == blocker && WaitGraph.lasts(sighting.wait)) {
                var time = Duration.ofNanos(now - sighting.since);
                longest = longest == null || time.compareTo(longest) > 0 ? time : longest;
            }
        }
        return longest;
    }

    private void findHeldAtEnd(Consumer<? super Finding> found) {
        for (var held : HeldLocks.from(nextHeldLocks)) {
            // Another thread may have released a Lock in the meantime.
            var locks = held.locks().stream()
                    .filter(lock -> lock.held().mayBeHeldBy(held.thread()))
                    .toList();
            if (!locks.isEmpty()) {
                found.accept(HeldAtEnd.of(held, locks));
            }
            nextHeldLocks = held.number() + 1;
        }
    }

    private void findOrders(Consumer<? super Finding> found) {
        for (var news : OrderNews.from(nextOrderNews)) {
            if (!news.isOutdated()) {
                found.accept(LockOrderInversion.of(news));
            }
            nextOrderNews = news.number() + 1;
        }
        OrderNews.takeWarnings().forEach(warning -> Warnings.warn(LockOrderInversion.class, warning, null));
    }

    /** Returns the entry of a deadlock: that of an earlier survey if it was passed on, and otherwise a new one. */
    private Known known(Knot knot) {
        var waits = knot.members().stream().map(Knot.Member::seen).toList();
        for (var known : deadlocks) {
            if (known.isFound && known.isLike(waits)) {
                return known;
            }
        }
        var known = new Known(waits);
        deadlocks.add(known);
        return known;
    }

    private static Set<Thread> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void findLongWaits(Survey survey, long begin, Consumer<? super Finding> found) {
        var end = System.nanoTime();
        var deadlocked = identitySet();
        for (var knot : survey.knots()) {
            knot.members().forEach(member -> deadlocked.add(member.seen().thread()));
            deadlocked.addAll(knot.behind());
        }
        var now = new IdentityHashMap<Thread, Sighting>();
        var longer = new IdentityHashMap<Object, Alike>();
        for (var wait : survey.waits()) {
            if (wait.isIdle() || deadlocked.contains(wait.thread())) {
                continue;
            }
            var before = sightings.get(wait.thread());
            var sighting = before != null && WaitGraph.lasts(before.wait) ? before : new Sighting(wait, end);
            now.put(wait.thread(), sighting);
            if (!sighting.isFound() && begin - sighting.since >= longWait) {
                longer.computeIfAbsent(wait.blocker(), blocker -> new Alike())
                        .sightings
                        .add(sighting);
            }
        }
        sightings = now;
        WITH_LONG_WAITS.add(this);
        longer.values().stream().limit(MOST_LONG_WAITS).forEach(alike -> {
            // The handler of an earlier finding may have ended some of these waits.
            alike.sightings.removeIf(sighting -> !WaitGraph.lasts(sighting.wait));
            alike.sightings.forEach(sighting -> sighting.alike = alike);
            if (!alike.sightings.isEmpty()) {
                found.accept(longWait(alike.sightings, begin));
                alike.isFound = true;
            }
            alike.sightings.clear(); // must not keep a thread reachable that has ended
        });
    }

    private static LongWait longWait(List<Sighting> alike, long now) {
        var longest = alike.get(0);
        for (var sighting : alike) {
            longest = sighting.since - longest.since < 0 ? sighting : longest;
        }
        var wait = longest.wait;
        var holder = wait.holder();
        return new LongWait(
                Deadlocks.waiter(wait, Deadlocks.heldBy(wait.thread()), JavaThreads.stackOf(wait.thread())),
                Duration.ofNanos(now - longest.since),
                alike.size() - 1,
                holder == null ? List.of() : List.of(JavaThreads.stackOf(holder)));
    }
}
