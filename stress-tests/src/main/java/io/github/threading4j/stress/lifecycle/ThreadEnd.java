package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.NamedThread;
import io.github.threading4j.stress.scenarios.JoinMeetsThreadEnd;
import io.github.threading4j.stress.scenarios.NamedThreadApi;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The end of a {@link NamedThread} releases every thread that joins it.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadEnd}
 */
public final class ThreadEnd {
    private ThreadEnd() {}

    @JCStressTest
    @State
    @Description("Two threads that join a thread as it ends both return.")
    public static class Join extends JoinMeetsThreadEnd {
        public Join() {
            super(NamedThreadApi::of);
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
}
