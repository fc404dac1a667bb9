package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.NamedThread;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The daemon flag of a {@link NamedThread} cannot change after the thread's start.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadDaemonFlag}
 */
public final class ThreadDaemonFlag {
    private ThreadDaemonFlag() {}

    @JCStressTest
    @State
    @Description("setDaemon() racing with start(): the call is rejected, or the thread runs as a daemon.")
    @Outcome(id = "accepted, daemon", expect = Expect.ACCEPTABLE, desc = "Set before the start.")
    @Outcome(
            id = "refused, non-daemon",
            expect = Expect.ACCEPTABLE_INTERESTING,
            desc = "Rejected after the start, without any effect.")
    @Outcome(
            id = ".*",
            expect = Expect.FORBIDDEN,
            desc = "Set after the start, rejected with the wrong exception, or partly set.")
    public static class SetDaemon {
        private final NamedThread thread = NamedThread.builder().daemon(false).unstarted(() -> {});

        @Actor
        public void actor1() {
            thread.start();
        }

        @Actor
        public void actor2(LL_Result r) {
            try {
                thread.setDaemon(true);
                r.r1 = "accepted";
            } catch (IllegalStateException e) {
                r.r1 = "refused";
            } catch (RuntimeException e) {
                r.r1 = e.getClass().getName();
            }
        }

        @Arbiter
        public void arbiter(LL_Result r) {
            r.r2 = label(thread.isDaemon());
            if (thread.toJavaThread().isDaemon() != thread.isDaemon()) {
                r.r2 += " over " + label(thread.toJavaThread().isDaemon());
            }
        }

        private static String label(boolean daemon) {
            return daemon ? "daemon" : "non-daemon";
        }
    }
}
