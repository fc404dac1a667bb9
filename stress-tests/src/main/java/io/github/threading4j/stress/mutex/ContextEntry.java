package io.github.threading4j.stress.mutex;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.contextvars.Token;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.SecondEntryRejected;
import io.github.threading4j.stress.scenarios.SnapshotIsAtomic;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Only one thread at a time runs in a {@link Context}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.ContextEntry}
 */
public final class ContextEntry {
    private static final ContextVar<Integer> LEFT = new ContextVar<>("left", 0);
    private static final ContextVar<Integer> RIGHT = new ContextVar<>("right", 0);

    private ContextEntry() {}

    /** Runs the body in a context, unless another thread is running in that context. */
    private static boolean tryRun(Context context, Runnable body) {
        try {
            context.run(body::run);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @JCStressTest
    @State
    @Description("Of two concurrent entries into a Context, one is rejected; run() happens-before the next run().")
    public static class Run extends SecondEntryRejected {
        private final Context context = new Context();

        @Override
        protected boolean tryInside(Runnable body) {
            return tryRun(context, body);
        }

        @Actor
        public void actor1(II_Result r) {
            first(r);
        }

        @Actor
        public void actor2(II_Result r) {
            second(r);
        }
    }

    @JCStressTest
    @State
    @Description("Of two threads that use a Token in its Context, exactly one succeeds.")
    public static class Reset extends ExactlyOneSucceeds {
        private final Context context = new Context();
        private final Token<Integer> token = context.run(() -> LEFT.set(1));

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = tryRun(context, token::close);
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = tryRun(context, token::close);
        }
    }

    @JCStressTest
    @State
    @Description("A copy of a Context in which another thread sets variables is a snapshot of one moment.")
    public static class Copy extends SnapshotIsAtomic {
        private final Context context = new Context();

        @Override
        protected void setBoth() {
            context.run(() -> {
                LEFT.set(1);
                Rendezvous.jitter(200);
                RIGHT.set(1);
            });
        }

        @Override
        protected void look(II_Result r) {
            Context copy = context.copy();
            r.r1 = copy.get(LEFT, 0);
            r.r2 = copy.get(RIGHT, 0);
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(II_Result r) {
            read(r);
        }
    }
}
