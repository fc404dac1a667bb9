package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.CancelMeetsGroupEnd;
import io.github.threading4j.stress.scenarios.FailuresMeetGroupEnd;
import io.github.threading4j.stress.scenarios.GroupApi;
import io.github.threading4j.stress.scenarios.PublicationToTaskAndBack;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.SubmitMeetsGroupEnd;
import io.github.threading4j.stress.scenarios.SubmitMeetsLastTaskEnd;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins of TaskGroupEnd: task groups that take the right steps in the wrong order, or leave one out. */
public final class BrokenGroup {
    private BrokenGroup() {}

    private enum Mistake {
        /** Checks whether the group has ended, and then counts the task. */
        CHECK_THEN_COUNT,
        /** Counts the tasks only, not the body. */
        BODY_NOT_COUNTED,
        /** Counts a task as ended when it begins. */
        COUNT_BEFORE_RUN,
        /** Counts a task as ended before its failure is recorded. */
        COUNT_BEFORE_RECORD,
        /** Records failures in two steps. */
        RECORD_IN_TWO_STEPS,
        /** Completes the future before the group is cancelled. */
        FUTURE_BEFORE_CANCEL,
        /** Interrupts the owner whether or not it still waits. */
        INTERRUPT_AT_ANY_TIME
    }

    private static final class Group implements GroupApi {
        private final Mistake mistake;
        private final AtomicInteger unfinished = new AtomicInteger();
        private volatile int failures;
        private volatile boolean cancelled;
        private volatile @Nullable Thread owner;

        Group(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        public int with(Runnable body) {
            owner = Thread.currentThread();
            if (mistake != Mistake.BODY_NOT_COUNTED) {
                unfinished.incrementAndGet();
            }
            int failed = 0;
            try {
                body.run();
            } catch (GroupApi.Failure e) {
                failed = failures == 0 ? ONE_OF_BODY : failed; // the body has failed first
            }
            if (mistake != Mistake.BODY_NOT_COUNTED) {
                unfinished.decrementAndGet();
            }
            Rendezvous.until(() -> unfinished.get() == 0);
            return failed == ONE_OF_BODY ? failed : failures;
        }

        @Override
        public GroupApi.@Nullable Task submit(Runnable task) {
            if (unfinished.get() == 0 && !(mistake == Mistake.BODY_NOT_COUNTED && owner != null && isFirst())) {
                return null;
            }
            Rendezvous.jitter(100);
            unfinished.incrementAndGet();
            Run run = new Run(task);
            Thread thread = new Thread(run);
            thread.setDaemon(true);
            thread.start();
            return run;
        }

        private boolean first = true;

        /** The first task starts the group of which the body is no part. */
        private boolean isFirst() {
            boolean was = first;
            first = false;
            return was;
        }

        private final class Run implements Runnable, GroupApi.Task {
            private final Runnable task;
            private volatile boolean done;

            Run(Runnable task) {
                this.task = task;
            }

            @Override
            public void run() {
                if (mistake == Mistake.COUNT_BEFORE_RUN) {
                    unfinished.decrementAndGet();
                    Rendezvous.jitter(4_000);
                    task.run();
                    return;
                }
                try {
                    task.run();
                    unfinished.decrementAndGet();
                } catch (GroupApi.Failure e) {
                    fail();
                }
            }

            @Override
            public boolean done() {
                return done;
            }

            @Override
            public void result() {
                Rendezvous.until(() -> done);
                throw new GroupApi.Failure();
            }

            private void fail() {
                if (mistake == Mistake.COUNT_BEFORE_RECORD) {
                    unfinished.decrementAndGet();
                }
                if (mistake == Mistake.FUTURE_BEFORE_CANCEL) {
                    done = true;
                    Rendezvous.jitter(400);
                }
                int before = failures;
                Rendezvous.jitter(mistake == Mistake.RECORD_IN_TWO_STEPS ? 100 : 1);
                failures = before + 1;
                cancelled = true;
                done = true;
                if (mistake != Mistake.COUNT_BEFORE_RECORD) {
                    unfinished.decrementAndGet();
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Thread waiting = owner;
            if (mistake == Mistake.INTERRUPT_AT_ANY_TIME && waiting != null) {
                waiting.interrupt();
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.SubmitMeetsEnd: the block does not wait for a task that was accepted.")
    public static class SubmitMeetsEnd extends SubmitMeetsGroupEnd {
        public SubmitMeetsEnd() {
            super(new Group(Mistake.CHECK_THEN_COUNT));
        }

        @Actor
        public void actor1(ZI_Result r) {
            runBlock(r);
        }

        @Actor
        public void actor2(ZI_Result r) {
            submit(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.SubmitMeetsTaskEnd: the body is not counted.")
    public static class SubmitMeetsTaskEnd extends SubmitMeetsLastTaskEnd {
        public SubmitMeetsTaskEnd() {
            super(new Group(Mistake.BODY_NOT_COUNTED));
        }

        @Actor
        public void actor1(ZZ_Result r) {
            runBlock(r);
        }

        @Actor
        public void actor2() {
            letTaskEnd();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.FailureMeetsEnd: a task counts as ended before its failure is recorded.")
    public static class FailureMeetsEnd extends FailuresMeetGroupEnd {
        public FailureMeetsEnd() {
            super(new Group(Mistake.COUNT_BEFORE_RECORD), 1);
        }

        @Actor
        public void actor1(IZ_Result r) {
            runBlock(r);
        }

        @Actor
        public void actor2() {
            letTasksFail();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.TwoFailures: failures are recorded in two steps.")
    public static class TwoFailures extends FailuresMeetGroupEnd {
        public TwoFailures() {
            super(new Group(Mistake.RECORD_IN_TWO_STEPS), 2);
        }

        @Actor
        public void actor1(IZ_Result r) {
            runBlock(r);
        }

        @Actor
        public void actor2() {
            letTasksFail();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.FutureMeetsCancel: a future is done before the group is cancelled.")
    public static class FutureMeetsCancel extends FailuresMeetGroupEnd {
        public FutureMeetsCancel() {
            super(new Group(Mistake.FUTURE_BEFORE_CANCEL), 1);
        }

        @Actor
        public void actor1(IZ_Result r) {
            runBlockAndLook(r);
        }

        @Actor
        public void actor2() {
            letTasksFail();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.CancelMeetsEnd: the owner is interrupted after the block.")
    public static class CancelMeetsEnd extends CancelMeetsGroupEnd {
        public CancelMeetsEnd() {
            super(new Group(Mistake.INTERRUPT_AT_ANY_TIME));
        }

        @Actor
        public void actor1(IZ_Result r) {
            runBlock(r);
        }

        @Actor
        public void actor2() {
            cancel();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.Publication: the block ends when its task begins.")
    public static class Publication extends PublicationToTaskAndBack {
        public Publication() {
            super(task -> {
                Group group = new Group(Mistake.COUNT_BEFORE_RUN);
                group.with(() -> group.submit(task));
            });
        }

        @Actor
        public void actor1(II_Result r) {
            runBlock(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TaskGroupEnd.FailureMeetsResult: a future is done before the failure is recorded.")
    public static class FailureMeetsResult extends FailuresMeetGroupEnd {
        public FailureMeetsResult() {
            super(new Group(Mistake.FUTURE_BEFORE_CANCEL), 1);
        }

        @Actor
        public void actor1(IZ_Result r) {
            runBlockAndAsk(r);
        }

        @Actor
        public void actor2() {
            letTasksFail();
        }
    }
}
