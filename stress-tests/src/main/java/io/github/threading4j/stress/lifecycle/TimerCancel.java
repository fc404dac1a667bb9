package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.Timer;
import io.github.threading4j.stress.scenarios.TimerCalledOrCancelled;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A {@link Timer} that is cancelled as it becomes due.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.TimerCancel}
 */
public final class TimerCancel {
    private TimerCancel() {}

    @JCStressTest
    @State
    @Description("cancel() of a Timer happens-before the return of join(), if the function was not called.")
    public static class Cancel extends TimerCalledOrCancelled {
        private static final int LONGEST_NANOS = 200_000;

        private final Timer timer =
                new Timer(Duration.ofNanos(ThreadLocalRandom.current().nextInt(1, LONGEST_NANOS)), this::function);

        @Override
        protected void startTimer() {
            timer.start();
        }

        @Override
        protected void cancelTimer() {
            timer.cancel();
        }

        @Override
        protected void joinTimer() throws InterruptedException {
            timer.join();
        }

        @Actor
        public void actor1(LI_Result r) {
            startAndJoin(r);
        }

        @Actor
        public void actor2() {
            cancel();
        }
    }
}
