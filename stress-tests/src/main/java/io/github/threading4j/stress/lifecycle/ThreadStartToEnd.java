package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.NamedThread;
import io.github.threading4j.stress.scenarios.LastActionOfThread;
import io.github.threading4j.stress.scenarios.NamedThreadApi;
import io.github.threading4j.stress.scenarios.PublicationToThreadAndBack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The memory consistency effects of the start and the end of a {@link NamedThread}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadStartToEnd}
 */
public final class ThreadStartToEnd {
    private ThreadStartToEnd() {}

    @JCStressTest
    @State
    @Description("start() of a thread happens-before its run, and the run happens-before the return of join().")
    public static class Join extends PublicationToThreadAndBack {
        public Join() {
            super(NamedThreadApi::of);
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
    @Description("The run of a started thread happens-before isAlive() returns false.")
    public static class IsAlive extends PublicationToThreadAndBack {
        public IsAlive() {
            super(NamedThreadApi::of);
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
    @Description("The excepthook of a thread that fails happens-before the return of join().")
    public static class Excepthook extends PublicationToThreadAndBack {
        public Excepthook() {
            super(NamedThreadApi::of);
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
