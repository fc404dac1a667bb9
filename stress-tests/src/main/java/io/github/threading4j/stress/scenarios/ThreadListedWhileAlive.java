package io.github.threading4j.stress.scenarios;

import io.github.threading4j.function.Target;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * A thread is listed and alive from the return of its start to its end, and neither before nor after. The first actor
 * checks before the start, after the start and after the join. The second checks several times at random moments, so
 * that the table is read while it changes: it must see the thread appear at most once, and disappear at most once.
 *
 * <p>The results are the observations of the first actor, with the change in the number of listed threads, and those of
 * the second.
 */
@Outcome(
        id = "unlisted, \\+1 listed alive, \\+0 unlisted, unseen",
        expect = Expect.ACCEPTABLE,
        desc = "Listed between start and join.")
@Outcome(
        id = "unlisted, \\+1 listed alive, \\+0 unlisted, (came|went|came and went)",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Listed between start and join, and seen by the other thread, too.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Listed or alive at the wrong time.")
public abstract class ThreadListedWhileAlive {
    private static final int LOOKS = 6;

    private final ThreadApi life;
    private volatile boolean starts;
    private volatile boolean mayEnd;

    protected ThreadListedWhileAlive(Function<Target, ThreadApi> maker) {
        this.life = maker.apply(this::run);
    }

    private void run() {
        Rendezvous.until(() -> mayEnd);
    }

    protected final void startAndJoin(LLLL_Result r) {
        int count = life.count();
        r.r1 = state();
        starts = true;
        life.start();
        r.r2 = change(count) + state();
        mayEnd = true;
        life.joinUninterrupted(Guard.LONG_NANOS);
        r.r3 = change(count) + state();
    }

    protected final void look(LLLL_Result r) {
        Rendezvous.until(() -> starts);
        Rendezvous.jitter(2_000);
        r.r4 = comingAndGoing();
    }

    /**
     * A thread that was seen alive or listed, and then not listed, has ended and must not reappear. {@code isAlive} is
     * called first, since a thread is listed before it is alive. At its end, a thread is removed from the list before
     * {@code isAlive} returns false, so it can be alive slightly longer than it is listed.
     */
    private String comingAndGoing() {
        var came = false;
        var went = false;
        var listedAtFirst = life.isListed();
        var listed = listedAtFirst;
        for (int looks = 0; looks < LOOKS; looks++) {
            var alive = life.isAlive();
            came |= alive || listed;
            listed = life.isListed();
            if (went && listed) {
                return "came back";
            }
            went |= came && !listed;
            Rendezvous.jitter(500);
        }
        return went ? listedAtFirst ? "went" : "came and went" : came || listed ? "came" : "unseen";
    }

    private String change(int count) {
        return "+" + (life.count() - count) + " ";
    }

    private String state() {
        return (life.isListed() ? "listed" : "unlisted") + (life.isAlive() ? " alive" : "");
    }
}
