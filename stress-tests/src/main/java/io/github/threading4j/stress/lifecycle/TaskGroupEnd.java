package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.stress.scenarios.CancelMeetsGroupEnd;
import io.github.threading4j.stress.scenarios.FailuresMeetGroupEnd;
import io.github.threading4j.stress.scenarios.GroupApi;
import io.github.threading4j.stress.scenarios.PublicationToTaskAndBack;
import io.github.threading4j.stress.scenarios.SubmitMeetsGroupEnd;
import io.github.threading4j.stress.scenarios.SubmitMeetsLastTaskEnd;
import io.github.threading4j.taskgroups.TaskGroup;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * No task outlives the block of its {@link TaskGroup}, and no failure is lost.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.TaskGroupEnd}
 */
public final class TaskGroupEnd {
    private TaskGroupEnd() {}

    @JCStressTest
    @State
    @Description("submit() racing with the end of the block: the task is rejected, or the block waits for it.")
    public static class SubmitMeetsEnd extends SubmitMeetsGroupEnd {
        public SubmitMeetsEnd() {
            super(GroupApi.group());
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
    @Description("submit() by the body, racing with the end of the only task: the task is accepted.")
    public static class SubmitMeetsTaskEnd extends SubmitMeetsLastTaskEnd {
        public SubmitMeetsTaskEnd() {
            super(GroupApi.group());
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
    @Description("A task that fails while the body ends: the block throws.")
    public static class FailureMeetsEnd extends FailuresMeetGroupEnd {
        public FailureMeetsEnd() {
            super(GroupApi.group(), 1);
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
    @Description("Two tasks that fail at once: the block throws both exceptions, each once.")
    public static class TwoFailures extends FailuresMeetGroupEnd {
        public TwoFailures() {
            super(GroupApi.group(), 2);
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
    @Description("A task that fails: once its future is done, the group is cancelled.")
    public static class FutureMeetsCancel extends FailuresMeetGroupEnd {
        public FutureMeetsCancel() {
            super(GroupApi.group(), 1);
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
    @Description("cancel() racing with the end of the last task: the block ends, without an interrupt.")
    public static class CancelMeetsEnd extends CancelMeetsGroupEnd {
        public CancelMeetsEnd() {
            super(GroupApi.group());
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
    @Description("A task that fails while the body waits for its result: the block throws the exception once.")
    public static class FailureMeetsResult extends FailuresMeetGroupEnd {
        public FailureMeetsResult() {
            super(GroupApi.group(), 1);
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

    @JCStressTest
    @State
    @Description("submit() happens-before the task, and the task happens-before the end of the block.")
    public static class Publication extends PublicationToTaskAndBack {
        public Publication() {
            super(task -> {
                GroupApi group = GroupApi.group();
                group.with(() -> group.submit(task));
            });
        }

        @Actor
        public void actor1(II_Result r) {
            runBlock(r);
        }
    }
}
