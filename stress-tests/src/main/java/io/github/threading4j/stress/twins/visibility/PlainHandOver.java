package io.github.threading4j.stress.twins.visibility;

import io.github.threading4j.stress.scenarios.PublicationToTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Twin of each test that submits a task: the task is stored by a plain write and taken by an opaque read, neither of
 * which orders other accesses.
 */
@JCStressTest
@State
@Description("Twin of FutureDelivery.Submit and similar tests: a task does not see writes before its submission.")
public class PlainHandOver extends PublicationToTask {
    private static final VarHandle THERE;

    static {
        try {
            THERE = MethodHandles.lookup().findVarHandle(PlainHandOver.class, "there", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean there;

    @Override
    protected void handOver(Runnable task) {
        there = true;
    }

    @Actor
    public void actor1(IIZ_Result r) {
        send(r);
    }

    @Actor
    public void actor2() {
        while (!(boolean) THERE.getOpaque(this)) {
            Thread.onSpinWait();
        }
        read();
    }
}
