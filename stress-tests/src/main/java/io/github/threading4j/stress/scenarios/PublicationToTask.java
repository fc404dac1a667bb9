package io.github.threading4j.stress.scenarios;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * What was written before a task was handed over is seen by the task, whoever runs it: one actor writes two plain
 * fields and hands over a task that reads them, another waits for its end, or runs it.
 *
 * <p>The results are what the task read, and whether it began before the hand-over had returned.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "It began after the hand-over: everything is seen.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "It began while it was being handed over: everything is seen.")
@Outcome(id = "0, 0, .*", expect = Expect.FORBIDDEN, desc = "Nothing is seen.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Something that was written before is not seen.")
public abstract class PublicationToTask {
    private static final VarHandle HANDED_OVER;

    static {
        try {
            HANDED_OVER = MethodHandles.lookup().findVarHandle(PublicationToTask.class, "handedOver", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Made before there is anything to write: making it would order what was written before.
    private final Runnable task = this::read;
    private volatile @Nullable IIZ_Result result;
    private int first;
    private int second;
    private boolean handedOver;
    private volatile boolean ended;

    /** Hands over a task that some thread shall run. */
    protected abstract void handOver(Runnable task);

    protected final void send(IIZ_Result r) {
        result = r;
        Rendezvous.jitter(40);
        first = 1;
        second = 2;
        handOver(task);
        HANDED_OVER.setOpaque(this, true); // which orders nothing: the hand-over has to
    }

    /** What the task does. */
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
