package io.github.threading4j.stress.visibility;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Event;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.WakeUpTimeout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Actions before the cancellation of a {@link CancelScope} are visible to a thread that it has cancelled, and to one
 * that sees that the scope is cancelled.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.CancelHandOff}
 */
public final class CancelHandOff {
    private CancelHandOff() {}

    /** Sends by a cancellation. */
    private abstract static class Cancellation extends PublicationByMessage {
        final CancelScope scope = new CancelScope();

        @Override
        protected void say() {
            scope.cancel();
        }

        @Override
        protected boolean isSaid() {
            return scope.isCancelled();
        }
    }

    @JCStressTest
    @State
    @Description("cancel() of a CancelScope happens-before the actions after a wait that it cancels.")
    public static class Cancelled extends Cancellation {
        private final Event never = new Event();

        @Override
        protected boolean hear() {
            try {
                boolean cancelled = !scope.with(() -> {
                    boolean none = never.await(WakeUpTimeout.nanos() / 1e9);
                });
                if (!cancelled) {
                    WakeUpTimeout.end();
                }
                return cancelled;
            } catch (InterruptedException e) {
                throw new AssertionError("unexpected interrupt", e);
            }
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("cancel() of a CancelScope happens-before the actions after an isCancelled() that returns true.")
    public static class IsCancelled extends Cancellation {
        @Override
        protected boolean hear() {
            Rendezvous.until(scope::isCancelled);
            return true;
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }
}
