package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Writes before a message is sent are visible to its receiver: the first actor writes two plain fields and sends the
 * message, the second receives it and reads the fields.
 *
 * <p>The results are the values read, and whether the receiver arrived before the message was sent.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "Received after it was sent: both writes are visible.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The receiver arrived first and received the message: both writes are visible.")
@Outcome(id = "0, 0, .*", expect = Expect.FORBIDDEN, desc = "Neither write is visible, or no message was received.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A write is not visible.")
public abstract class PublicationByMessage {
    private int first;
    private int second;

    /** Sends the message. */
    protected abstract void say();

    /** Returns whether the message has been sent. */
    protected abstract boolean isSaid();

    /** Waits until the message is received; returns false if it never arrives. */
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
