package io.github.threading4j.insight;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Recorded;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Wait;
import io.github.threading4j.internal.WaitGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects that threads wait for, each described once, however many threads wait for it. An object that is not of
 * this library is described by its class and its identity hash code, since its {@code toString} might wait.
 */
final class AwaitedObjects {
    /** The maximum number of threads that are named as those that could end a wait. */
    private static final int MOST_ENDERS = 20;

    private final IdentityHashMap<Thread, Wait> javaWaits = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Awaited> byBlocker = new IdentityHashMap<>();

    /** A monitor is not a blocker: only its class and its identity hash code are known. */
    private final Map<String, Awaited> ofJava = new HashMap<>();

    /** What each thread holds, as far as another thread waits for it. */
    private final IdentityHashMap<Thread, List<Held>> held = new IdentityHashMap<>();

    /** An object that at least one thread waits for. */
    static final class Awaited {
        final WaitSnapshot wait;

        /** The number of the waiting threads that are listed. */
        int listed;

        /** The number of the waiting threads that are not listed. */
        int unlisted;

        private Awaited(WaitSnapshot wait) {
            this.wait = wait;
        }
    }

    AwaitedObjects(List<Wait> javaWaits) {
        javaWaits.forEach(wait -> this.javaWaits.put(wait.thread(), wait));
    }

    /**
     * Returns what a thread waits for.
     *
     * @param thread the thread, which was just seen waiting
     * @param blocker the object that it is parked at, or null
     * @return null if that is unknown
     */
    @Nullable Awaited of(Thread thread, @Nullable Object blocker) {
        if (blocker instanceof Blocker ours) {
            return byBlocker.computeIfAbsent(ours, added -> describe(thread, ours));
        }
        var wait = javaWaits.get(thread);
        if (wait != null && WaitGraph.lasts(wait)) {
            return ofJava.computeIfAbsent(wait.awaited(), added -> describe(wait));
        }
        return blocker == null ? null : byBlocker.computeIfAbsent(blocker, AwaitedObjects::describe);
    }

    private Awaited describe(Thread thread, Blocker blocker) {
        var kind = blocker.kind();
        var what = ThreadingAccess.get().describe(blocker.awaited());
        var holder = kind == Blocker.Kind.ACQUIRE ? blocker.holder() : null;
        if (holder != null) {
            var mine = held.computeIfAbsent(holder, added -> new ArrayList<>());
            if (!(blocker instanceof Recorded)) { // otherwise, the thread itself has recorded it
                mine.add(new Held(what, null, List.of()));
            }
        }
        return new Awaited(new WaitSnapshot(
                kind.name(),
                kind.words(),
                what,
                AwaitedNames.type(what, blocker.awaited()),
                AwaitedNames.name(what),
                Labels.identity(blocker),
                holder == null ? null : id(holder),
                enders(thread, blocker),
                null));
    }

    private Awaited describe(Wait wait) {
        var what = wait.awaited();
        var holder = wait.holder();
        var ids = new ArrayList<Long>();
        if (holder != null) {
            held.computeIfAbsent(holder, added -> new ArrayList<>()).add(new Held(what, null, List.of()));
            ids.add(id(holder));
        }
        var kind = Blocker.Kind.ACQUIRE;
        var first = ids.isEmpty() ? null : ids.get(0);
        var type = AwaitedNames.simple(what);
        return new Awaited(new WaitSnapshot(kind.name(), kind.words(), what, type, null, what, first, ids, null));
    }

    private static Awaited describe(Object foreign) {
        var what = Labels.identity(foreign);
        return new Awaited(
                new WaitSnapshot("OTHER", "for", what, AwaitedNames.simple(what), null, what, null, List.of(), null));
    }

    /**
     * Returns the ids of the threads that could end a thread's wait.
     *
     * @param thread the thread
     * @param blocker the object that it is parked at
     * @return the first ids; empty if any thread could end it
     */
    static List<Long> enders(Thread thread, Blocker blocker) {
        var ids = new LinkedHashSet<Long>();
        try {
            blocker.enders(thread).forEachThread(ender -> {
                if (ids.size() < MOST_ENDERS) {
                    ids.add(id(ender));
                }
            });
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // thrown by a method that the class of a thread overrides
            return List.of();
        }
        return List.copyOf(ids);
    }

    /** Returns the id of a thread; 0 if its class overrides a method that fails. */
    static long id(Thread thread) {
        try {
            return JavaThreads.id(thread);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return 0;
        }
    }

    /** {@return the threads that hold something that another thread waits for} */
    Set<Thread> holders() {
        return held.keySet();
    }

    /** Returns the locks and permits that a thread is known to hold. */
    List<Held> heldBy(Thread thread) {
        var all = Deadlocks.heldBy(thread);
        all.addAll(held.getOrDefault(thread, List.of()));
        return all;
    }

    /** {@return the objects that threads wait for that are not listed} */
    List<Snapshot.Unlisted> unlisted() {
        var unlisted = new ArrayList<Snapshot.Unlisted>();
        for (var all : List.of(byBlocker.values(), ofJava.values())) {
            for (var awaited : all) {
                if (awaited.unlisted > 0) {
                    unlisted.add(new Snapshot.Unlisted(awaited.unlisted, awaited.wait));
                }
            }
        }
        return unlisted;
    }
}
