package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.function.Target;
import io.github.threading4j.stress.scenarios.LastActionOfThread;
import io.github.threading4j.stress.scenarios.PublicationToThreadAndBack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/** Twins of ThreadStartToEnd: threads that start too early or end too early. */
public final class BrokenStartToEnd {
    private BrokenStartToEnd() {}

    /** The thread itself sets its alive flag, so that it is not alive right after the start. */
    private static final class AliveWhenItRuns extends SimpleThread {
        private volatile boolean running;

        AliveWhenItRuns(Target target) {
            super(target);
        }

        @Override
        void live() {
            running = true;
            super.live();
            running = false;
        }

        @Override
        public boolean isAlive() {
            return running;
        }

        @Override
        public boolean join(long nanos) throws InterruptedException {
            return !running || super.join(nanos);
        }
    }

    /** Starts to run in its constructor. */
    private static final class RunsFromTheConstructor extends SimpleThread {
        RunsFromTheConstructor(Target target) {
            super(target);
            thread.start();
        }

        @Override
        public void start() {
            // The thread is already running.
        }
    }

    /** Counts as ended before the excepthook has been called. */
    private static final class HookAfterTheEnd extends SimpleThread {
        private volatile boolean ended;

        HookAfterTheEnd(Target target) {
            super(target);
        }

        @Override
        void fail(Exception e) {
            ended = true;
            super.fail(e);
        }

        @Override
        public boolean isAlive() {
            return !ended && super.isAlive();
        }

        @Override
        public boolean join(long nanos) {
            while (isAlive()) {
                Thread.onSpinWait();
            }
            return true;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadStartToEnd.Join: a join right after the start does not wait.")
    public static class Join extends PublicationToThreadAndBack {
        public Join() {
            super(AliveWhenItRuns::new);
        }

        @Actor
        public void actor1() {
            start();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            join(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadStartToEnd.IsAlive: the thread is not alive right after the start.")
    public static class IsAlive extends PublicationToThreadAndBack {
        public IsAlive() {
            super(AliveWhenItRuns::new);
        }

        @Actor
        public void actor1() {
            start();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            watch(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadStartToEnd.Join: the run begins before start() is called.")
    public static class Start extends PublicationToThreadAndBack {
        public Start() {
            super(RunsFromTheConstructor::new);
        }

        @Actor
        public void actor1() {
            start();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            join(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadStartToEnd.Excepthook: the thread counts as ended before the excepthook returns.")
    public static class Excepthook extends PublicationToThreadAndBack {
        public Excepthook() {
            super(HookAfterTheEnd::new);
        }

        @Override
        protected void finish() {
            throw new LastActionOfThread(this::runEnds);
        }

        @Actor
        public void actor1() {
            start();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            join(r);
        }
    }
}
