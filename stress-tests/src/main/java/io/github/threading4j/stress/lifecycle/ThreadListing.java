package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.stress.scenarios.NamedThreadApi;
import io.github.threading4j.stress.scenarios.ThreadListedWhileAlive;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * {@code enumerate()} and {@code activeCount()} include exactly the threads that are alive.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadListing}
 */
public final class ThreadListing {
    private ThreadListing() {}

    @JCStressTest
    @State
    @Description("A thread is listed once start() has returned, and no longer once join() has returned.")
    public static class StartToJoin extends ThreadListedWhileAlive {
        public StartToJoin() {
            super(NamedThreadApi::of);
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
