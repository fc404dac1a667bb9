package io.github.threading4j.stress.twins.visibility;

import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.Rendezvous;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/** Twin of FutureDelivery: the task is marked as done when it is taken, not when it has run. */
@JCStressTest
@State
@Description("Twin of FutureDelivery.Task and FutureDelivery.Map: the result is available before the task has run.")
public class EarlyResult extends PublicationByMessage {
    private volatile boolean done;

    @Override
    protected void say() {
        // Empty: the message has already been sent.
    }

    @Override
    protected boolean isSaid() {
        return done;
    }

    @Override
    protected boolean hear() {
        Rendezvous.until(() -> done);
        return true;
    }

    @Actor
    public void actor1() {
        done = true;
        write();
    }

    @Actor
    public void actor2(IIZ_Result r) {
        read(r);
    }
}
