package io.github.threading4j.insight;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Knot;
import io.github.threading4j.internal.Survey;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.Wait;
import io.github.threading4j.internal.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Repeated surveys of all threads, of which each finds what the previous ones have not found. Not thread-safe. */
final class Search {
    /** The maximum number of long waits that one survey finds, since each needs a stack trace; the next finds more. */
    static final int MOST_LONG_WAITS = 50;

    private final long longWait;

    /** The threads of each deadlock that was found and still exists, with their waits. */
    private final List<List<Wait>> deadlocks = new ArrayList<>();

    /** The waits of the previous survey, if long ones are to be found. */
    private IdentityHashMap<Thread, Sighting> sightings = new IdentityHashMap<>();

    /** A wait and the time when it was first seen. */
    private static final class Sighting {
        final Wait wait;
        final long since;
        boolean isFound;

        Sighting(Wait wait, long since) {
            this.wait = wait;
            this.since = since;
        }
    }

    /**
     * Creates a search.
     *
     * @param longWait the time after which a wait is long in nanoseconds, or {@link Timeout#FOREVER}
     */
    Search(long longWait) {
        this.longWait = longWait;
    }

    /** Returns what exists now and was not returned before. */
    List<Finding> next() {
        var begin = System.nanoTime();
        var survey = Survey.take();
        var found = new ArrayList<Finding>();
        deadlocks.removeIf(waits -> !waits.stream().allMatch(WaitGraph::lasts));
        for (var knot : survey.knots()) {
            if (isNew(knot)) {
                deadlocks.add(knot.members().stream().map(Knot.Member::seen).toList());
                found.add(Deadlocks.of(knot));
            }
        }
        if (longWait != Timeout.FOREVER) {
            addLongWaits(survey, begin, found);
        }
        return found;
    }

    /** A thread that is still in a wait of a known deadlock is in no other one. */
    private boolean isNew(Knot knot) {
        var threads = identitySet();
        knot.members().forEach(member -> threads.add(member.seen().thread()));
        return deadlocks.stream().flatMap(List::stream).noneMatch(wait -> threads.contains(wait.thread()));
    }

    private static Set<Thread> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void addLongWaits(Survey survey, long begin, List<Finding> found) {
        var end = System.nanoTime();
        var deadlocked = identitySet();
        for (var knot : survey.knots()) {
            knot.members().forEach(member -> deadlocked.add(member.seen().thread()));
            deadlocked.addAll(knot.behind());
        }
        var now = new IdentityHashMap<Thread, Sighting>();
        var longer = new IdentityHashMap<Object, List<Sighting>>();
        for (var wait : survey.waits()) {
            if (wait.isIdle() || deadlocked.contains(wait.thread())) {
                continue;
            }
            var before = sightings.get(wait.thread());
            var sighting = before != null && WaitGraph.lasts(before.wait) ? before : new Sighting(wait, end);
            now.put(wait.thread(), sighting);
            if (!sighting.isFound && begin - sighting.since >= longWait) {
                longer.computeIfAbsent(wait.blocker(), blocker -> new ArrayList<>())
                        .add(sighting);
            }
        }
        sightings = now;
        longer.values().stream().limit(MOST_LONG_WAITS).forEach(alike -> found.add(longWait(alike, begin)));
    }

    private static LongWait longWait(List<Sighting> alike, long now) {
        var longest = alike.get(0);
        for (var sighting : alike) {
            sighting.isFound = true;
            longest = sighting.since - longest.since < 0 ? sighting : longest;
        }
        var wait = longest.wait;
        var holder = wait.holder();
        return new LongWait(
                Deadlocks.waiter(wait, Set.of(), JavaThreads.stackOf(wait.thread())),
                Duration.ofNanos(now - longest.since),
                alike.size() - 1,
                holder == null ? List.of() : List.of(JavaThreads.stackOf(holder)));
    }
}
