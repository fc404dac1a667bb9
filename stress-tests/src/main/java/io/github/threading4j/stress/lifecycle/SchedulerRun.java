package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.sched.ScheduledEvent;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.PublicationToTask;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.WakeUpByChange;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A {@link Scheduler} that runs while other threads enter and cancel events.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.SchedulerRun}
 */
public final class SchedulerRun {
    private static final double NEVER = 1e6;

    private SchedulerRun() {}

    private static void run(Scheduler scheduler) {
        try {
            scheduler.run();
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    private static boolean cancel(Scheduler scheduler, ScheduledEvent event) {
        try {
            scheduler.cancel(event);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @JCStressTest
    @State
    @Description("An event that is cancelled as it becomes due either runs or is cancelled.")
    public static class Cancel extends ExactlyOneSucceeds {
        private final Scheduler scheduler = new Scheduler();
        private boolean done;
        private final ScheduledEvent event = scheduler.enter(0, 1, () -> done = true);

        @Actor
        public void actor1(ZZ_Result r) {
            Rendezvous.jitter(40);
            run(scheduler);
            r.r1 = done;
        }

        @Actor
        public void actor2(ZZ_Result r) {
            Rendezvous.jitter(40);
            r.r2 = cancel(scheduler, event);
        }
    }

    @JCStressTest
    @State
    @Description("A run() that waits for an event, or is about to, notices the cancellation of the event.")
    public static class WokenByCancel extends WakeUpByChange {
        private final Scheduler scheduler = new Scheduler();
        private final ScheduledEvent event = scheduler.enter(NEVER, 1, () -> {});

        @Override
        protected void waitForChange() {
            run(scheduler);
        }

        @Override
        protected void change() {
            scheduler.cancel(event);
        }

        @Override
        protected void rescue() {
            scheduler.enter(0, 1, () -> {});
        }

        @Actor
        public void actor1() {
            first();
        }

        @Actor
        public void actor2(Z_Result r) {
            second(r);
        }
    }

    @JCStressTest
    @State
    @Description("A run() that waits for an event, or is about to, notices a new event with an earlier time.")
    public static class WokenByEarlier extends WakeUpByChange {
        private final Scheduler scheduler = new Scheduler();
        private final ScheduledEvent event = scheduler.enter(NEVER, 1, () -> {});

        @Override
        protected void waitForChange() {
            run(scheduler);
        }

        @Override
        protected void change() {
            scheduler.enter(0, 1, () -> scheduler.cancel(event));
        }

        @Override
        protected void rescue() {
            scheduler.enter(0, 1, () -> {});
        }

        @Actor
        public void actor1() {
            first();
        }

        @Actor
        public void actor2(Z_Result r) {
            second(r);
        }
    }

    @JCStressTest
    @State
    @Description("Actions before an event is entered happen-before the event's action.")
    public static class Entered extends PublicationToTask {
        private final Scheduler scheduler = new Scheduler();
        private final ScheduledEvent last = scheduler.enter(NEVER, 1, () -> {});
        private volatile boolean running;

        public Entered() {
            scheduler.enter(0, 0, () -> running = true);
        }

        @Override
        protected void handOver(Runnable task) {
            scheduler.enter(0, 1, () -> {
                task.run();
                scheduler.cancel(last);
            });
        }

        @Actor
        public void actor1(IIZ_Result r) {
            Rendezvous.until(() -> running); // then the scheduler is about to check for the next event
            send(r);
        }

        @Actor
        public void actor2() {
            run(scheduler);
        }
    }

    @JCStressTest
    @State
    @Description("Actions before the last event is cancelled happen-before the actions after run().")
    public static class Cancelled extends PublicationByMessage {
        private final Scheduler scheduler = new Scheduler();
        private final ScheduledEvent last = scheduler.enter(NEVER, 1, () -> {});

        @Override
        protected void say() {
            scheduler.cancel(last);
        }

        @Override
        protected boolean isSaid() {
            return scheduler.empty();
        }

        @Override
        protected boolean hear() {
            run(scheduler);
            return true;
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }
}
