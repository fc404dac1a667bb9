package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.NamedThread;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.NamedThreadApi;
import io.github.threading4j.stress.scenarios.ThreadApi;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A {@link NamedThread} starts once.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadStart}
 */
public final class ThreadStart {
    private ThreadStart() {}

    @JCStressTest
    @State
    @Description("Of two threads that start the same thread, exactly one succeeds.")
    public static class Twice extends ExactlyOneSucceeds {
        private final ThreadApi life = NamedThreadApi.of(() -> {});

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = life.tryStart();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = life.tryStart();
        }
    }
}
