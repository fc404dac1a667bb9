package io.github.threading4j.stress.scenarios;

import io.github.threading4j.function.Target;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Writes before the start of a thread are visible to its run, and writes of the run are visible to a thread that has
 * detected its end. The first actor starts the thread, the second detects its end.
 *
 * <p>The results are the value that the run read, the value written by the run that the second actor read, and whether
 * the thread was alive when the second actor arrived.
 */
@Outcome(
        id = "1, 2, false",
        expect = Expect.ACCEPTABLE,
        desc = "The thread had already ended, and all writes are visible.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The thread ended during the wait, and all writes are visible.")
@Outcome(id = "0, 2, .*", expect = Expect.FORBIDDEN, desc = "A write before the start is not visible to the run.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A write of the run is not visible, or the thread has not ended.")
public abstract class PublicationToThreadAndBack {
    private final ThreadApi life;
    private int before;
    private int seen;
    private int after;
    private volatile boolean started;

    protected PublicationToThreadAndBack(Function<Target, ThreadApi> maker) {
        this.life = maker.apply(this::run);
    }

    /** The last action of the thread, by default at the end of its run; the excepthook can perform it instead. */
    protected final void runEnds() {
        after = 2;
    }

    private void run() throws Exception {
        seen = before;
        Rendezvous.jitter(100);
        finish();
    }

    protected void finish() throws Exception {
        runEnds();
    }

    protected final void start() {
        before = 1;
        life.start();
        started = true;
    }

    protected final void join(IIZ_Result r) {
        comeWhenStarted(r);
        life.joinUninterrupted(Guard.LONG_NANOS);
        look(r);
    }

    protected final void watch(IIZ_Result r) {
        comeWhenStarted(r);
        Rendezvous.until(() -> !life.isAlive());
        look(r);
    }

    private void comeWhenStarted(IIZ_Result r) {
        Rendezvous.until(() -> started);
        Rendezvous.jitter(100);
        r.r3 = life.isAlive();
    }

    private void look(IIZ_Result r) {
        r.r1 = seen;
        r.r2 = after;
    }
}
