package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.lowlevel.LowLevelThreading;
import io.github.threading4j.stress.scenarios.PublicationToTask;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The memory consistency effects of starting a thread by {@link LowLevelThreading}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.LowLevelStart}
 */
public final class LowLevelStart {
    private LowLevelStart() {}

    @JCStressTest
    @State
    @Description("Actions before startNewThread() happen-before the run of the new thread.")
    public static class Run extends PublicationToTask {
        @Override
        protected void handOver(Runnable task) {
            LowLevelThreading.startNewThread(task::run);
        }

        @Actor
        public void actor1(IIZ_Result r) {
            send(r);
        }

        @Actor
        public void actor2() {
            awaitEnd();
        }
    }
}
