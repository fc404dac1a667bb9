package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * A reader never sees half of a write: the first actor changes two plain fields inside a critical section; the second
 * reads both inside another one.
 *
 * <p>The results are the two values that the reader saw, and whether one of the actors found the lock held on arrival.
 */
@Outcome(
        id = {"0, 0, false", "1, 1, false"},
        expect = Expect.ACCEPTABLE,
        desc = "One thread entered after the other had left.")
@Outcome(
        id = {"0, 0, true", "1, 1, true"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "One thread waited while the other was inside.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The reader was inside together with the writer.")
public abstract class ReaderSeesWholeWrite {
    private final Guard writer;
    private final Guard reader;
    private int first;
    private int second;

    /**
     * Creates a write and a read.
     *
     * @param writer the guard that the writer acquires
     * @param reader the guard that the reader acquires
     */
    protected ReaderSeesWholeWrite(Guard writer, Guard reader) {
        this.writer = writer;
        this.reader = reader;
    }

    protected final void write(IIZ_Result r) {
        arrive(reader, r);
        writer.enter();
        first++;
        Rendezvous.jitter(8);
        second++;
        writer.release();
    }

    protected final void read(IIZ_Result r) {
        arrive(writer, r);
        reader.enter();
        r.r1 = first;
        Rendezvous.jitter(8);
        r.r2 = second;
        reader.release();
    }

    private static void arrive(Guard other, IIZ_Result r) {
        if (other.locked()) {
            r.r3 = true;
        }
    }
}
