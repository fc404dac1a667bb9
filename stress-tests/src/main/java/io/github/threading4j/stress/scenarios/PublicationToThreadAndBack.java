package io.github.threading4j.stress.scenarios;

import io.github.threading4j.function.Target;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * What was written before a thread starts is seen by its run, and what the run wrote is seen by who knows that the
 * thread has ended. The first actor starts the thread, the second finds out that it has ended.
 *
 * <p>The results are what the run saw, what the second actor sees of the run, and whether the thread was alive when
 * that one came.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "The thread had ended before, and everything is seen.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The thread ended while its end was waited for, and everything is seen.")
@Outcome(id = "0, 2, .*", expect = Expect.FORBIDDEN, desc = "The run does not see what was written before the start.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "What the run wrote is not seen, or the thread has not ended.")
public abstract class PublicationToThreadAndBack {
    private final ThreadApi life;
    private int before;
    private int seen;
    private int after;
    private volatile boolean started;

    protected PublicationToThreadAndBack(Function<Target, ThreadApi> maker) {
        this.life = maker.apply(this::run);
    }

    /** The last that the thread does, by default in its run; the excepthook may do it instead. */
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
