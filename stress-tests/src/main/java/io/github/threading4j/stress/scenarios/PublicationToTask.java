package io.github.threading4j.stress.scenarios;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Writes before the submission of a task are visible to the task: one actor writes two plain fields and submits a task
 * that reads them; another waits until the task has ended, or runs the task.
 *
 * <p>The results are the values that the task read, and whether the task started before the submission returned.
 */
@Outcome(
        id = "1, 2, false",
        expect = Expect.ACCEPTABLE,
        desc = "The task started after the submit: both writes are visible.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The task started during the submit: both writes are visible.")
@Outcome(id = "0, 0, .*", expect = Expect.FORBIDDEN, desc = "Neither write is visible.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A write is not visible.")
public abstract class PublicationToTask {
    private static final VarHandle HANDED_OVER;

    static {
        try {
            HANDED_OVER = MethodHandles.lookup().findVarHandle(PublicationToTask.class, "handedOver", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // The task is created before the writes, since its construction could order them.
    private final Runnable task = this::read;
    private volatile @Nullable IIZ_Result result;
    private int first;
    private int second;
    private boolean handedOver;
    private volatile boolean ended;

    /** Submits a task to be run by another thread. */
    protected abstract void handOver(Runnable task);

    protected final void send(IIZ_Result r) {
        result = r;
        Rendezvous.jitter(40);
        first = 1;
        second = 2;
        handOver(task);
        HANDED_OVER.setOpaque(this, true); // opaque, so that only the submission can order the writes
    }

    /** The body of the task. */
    protected final void read() {
        IIZ_Result r = Rendezvous.untilSet(() -> result);
        r.r3 = !(boolean) HANDED_OVER.getOpaque(this);
        r.r1 = first;
        r.r2 = second;
        ended = true;
    }

    protected final void awaitEnd() {
        Rendezvous.until(() -> ended);
    }
}
