package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.TimerCalledOrCancelled;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** Twin of TimerCancel. */
public final class BrokenTimer {
    private BrokenTimer() {}

    /** Sleeps for whole milliseconds, and mistakes an early wake-up for a cancellation. */
    private static final class TakesHasteForCancel extends SimpleThread {
        TakesHasteForCancel(long nanos, Runnable function) {
            super(() -> {
                long start = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(TimeUnit.NANOSECONDS.toMillis(nanos));
                if (System.nanoTime() - start >= nanos) {
                    function.run();
                }
            });
        }
    }

    @JCStressTest
    @State
    @Description("Twin of TimerCancel.Cancel: an uncancelled timer ends without calling its function.")
    public static class Cancel extends TimerCalledOrCancelled {
        private static final int LONGEST_NANOS = 200_000;

        private final SimpleThread timer =
                new TakesHasteForCancel(ThreadLocalRandom.current().nextInt(1, LONGEST_NANOS), this::function);

        @Override
        protected void startTimer() {
            timer.start();
        }

        @Override
        protected void cancelTimer() {
            // Empty: the timer always ends as if it were cancelled.
        }

        @Override
        protected void joinTimer() throws InterruptedException {
            timer.thread.join();
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
