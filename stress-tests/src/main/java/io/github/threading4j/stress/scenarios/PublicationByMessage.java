package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * What was written before something was said through a queue is seen by who heard it: the first actor writes two plain
 * fields and speaks, the second listens and reads them.
 *
 * <p>The results are what was read, and whether the listener came before there was anything to hear.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "Heard after it was said: everything is seen.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Came before it was said, and heard it: everything is seen.")
@Outcome(id = "0, 0, .*", expect = Expect.FORBIDDEN, desc = "Nothing is seen, or nothing was heard.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Something that was written before is not seen.")
public abstract class PublicationByMessage {
    private int first;
    private int second;

    /** Says it. */
    protected abstract void say();

    /** Whether it can be heard already. */
    protected abstract boolean isSaid();

    /** Waits until it is heard; false if it never comes. */
    protected abstract boolean hear();

    protected final void write() {
        Rendezvous.jitter(40);
        first = 1;
        second = 2;
        say();
    }

    protected final void read(IIZ_Result r) {
        Rendezvous.jitter(40);
        r.r3 = !isSaid();
        if (hear()) {
            r.r1 = first;
            r.r2 = second;
        }
    }
}
