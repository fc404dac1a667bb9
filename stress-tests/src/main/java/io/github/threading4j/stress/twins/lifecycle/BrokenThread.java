package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.function.Target;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.JoinMeetsThreadEnd;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.ThreadApi;
import io.github.threading4j.stress.scenarios.ThreadListedWhileAlive;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins of ThreadStart, ThreadEnd and ThreadListing. */
public final class BrokenThread {
    private BrokenThread() {}

    /** Checks whether it was started, and then starts, in two steps. */
    private static final class StartsTwice extends SimpleThread {
        private volatile boolean started;

        StartsTwice(Target target) {
            super(target);
        }

        @Override
        public void start() {
            if (started) {
                throw new IllegalStateException("threads can only be started once");
            }
            started = true;
        }
    }

    /** Remembers only the last joining thread, and wakes only that thread. */
    private static final class WakesOneJoiner extends SimpleThread {
        private volatile boolean ended;
        private volatile @Nullable Thread joiner;

        WakesOneJoiner(Target target) {
            super(target);
        }

        @Override
        void live() {
            super.live();
            ended = true;
            LockSupport.unpark(joiner);
        }

        @Override
        public boolean isAlive() {
            return !ended;
        }

        @Override
        public boolean join(long nanos) {
            long end = System.nanoTime() + nanos;
            joiner = Thread.currentThread();
            while (!ended && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(this, end - System.nanoTime());
            }
            return ended;
        }
    }

    /** Adds itself to the list when it runs, and is removed some time after its end. */
    private static final class ListsItself extends SimpleThread {
        private static final Set<Thread> LIST = ConcurrentHashMap.newKeySet();

        ListsItself(Target target) {
            super(target);
        }

        @Override
        void live() {
            LIST.removeIf(other -> !other.isAlive());
            LIST.add(thread);
            super.live();
        }

        @Override
        public boolean isListed() {
            return LIST.contains(thread);
        }

        @Override
        public int count() {
            return LIST.size();
        }
    }

    /** Is listed by the starting thread, and then removes itself from the list and adds itself again. */
    private static final class ListsItselfAnew extends SimpleThread {
        private static final Set<Thread> LIST = ConcurrentHashMap.newKeySet();

        private volatile boolean listedAnew;

        ListsItselfAnew(Target target) {
            super(target);
        }

        @Override
        public void start() {
            LIST.add(thread);
            super.start();
            Rendezvous.until(() -> listedAnew);
        }

        @Override
        void live() {
            LIST.remove(thread);
            Rendezvous.jitter(2_000);
            LIST.add(thread);
            listedAnew = true;
            super.live();
            LIST.remove(thread);
        }

        @Override
        public boolean isListed() {
            return LIST.contains(thread);
        }

        @Override
        public int count() {
            return LIST.size();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadStart.Twice: both threads start the thread.")
    public static class Twice extends ExactlyOneSucceeds {
        private final ThreadApi life = new StartsTwice(() -> {});

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = life.tryStart();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = life.tryStart();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadEnd.Join: the end wakes only one of the joining threads.")
    public static class Join extends JoinMeetsThreadEnd {
        public Join() {
            super(WakesOneJoiner::new);
        }

        @Actor
        public void actor1(LL_Result r) {
            startAndJoin(r);
        }

        @Actor
        public void actor2(LL_Result r) {
            join(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadListing.StartToJoin: the thread is listed too late and for too long.")
    public static class StartToJoin extends ThreadListedWhileAlive {
        public StartToJoin() {
            super(ListsItself::new);
        }

        @Actor
        public void actor1(LLLL_Result r) {
            startAndJoin(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadListing.StartToJoin: the thread is briefly not listed while it is alive.")
    public static class StartToJoinAnew extends ThreadListedWhileAlive {
        public StartToJoinAnew() {
            super(ListsItselfAnew::new);
        }

        @Actor
        public void actor1(LLLL_Result r) {
            startAndJoin(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            look(r);
        }
    }
}
