package io.github.threading4j.stress.twins.visibility;

import io.github.threading4j.stress.scenarios.PublicationByMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Twin of QueueDelivery: the item is stored by a plain write and taken by an opaque read, neither of which orders other
 * accesses.
 */
@JCStressTest
@State
@Description("Twin of QueueDelivery: an item is visible before earlier writes.")
public class PlainSlot extends PublicationByMessage {
    private static final VarHandle SLOT;

    static {
        try {
            SLOT = MethodHandles.lookup().findVarHandle(PlainSlot.class, "slot", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int slot;

    @Override
    protected void say() {
        slot = 1;
    }

    @Override
    protected boolean isSaid() {
        return (int) SLOT.getOpaque(this) != 0;
    }

    @Override
    protected boolean hear() {
        while (!isSaid()) {
            Thread.onSpinWait();
        }
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
