package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Writes before a release are visible after the next acquire: the first actor holds the lock and writes two plain
 * fields; the second arrives while the lock is held, acquires it and reads the fields.
 *
 * <p>The reader also reads the first field before the acquire: if the acquire does not order memory accesses, the JIT
 * can reuse that stale value. The results are the values read after the acquire, and whether the reader arrived before
 * the write.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "Written before the reader arrived, and visible.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Written and released while the reader was acquiring, and visible.")
@Outcome(id = "-1, -1, .*", expect = Expect.ACCEPTABLE, desc = "The lock was still held, and the reader did not wait.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A write before the release is not visible.")
public abstract class PublicationByLock {
    private static final int REFUSED = -1;

    private final Guard writer;
    private final Guard reader;
    private final boolean held;
    private volatile boolean taken;
    private int first;
    private int second;

    /**
     * Creates a hand-off.
     *
     * @param writer the guard that the writer releases
     * @param reader a guard of the same lock, which the reader acquires
     * @param held whether the lock is held initially, because another thread acquired it
     */
    protected PublicationByLock(Guard writer, Guard reader, boolean held) {
        this.writer = writer;
        this.reader = reader;
        this.held = held;
        if (held) {
            writer.enter();
        }
    }

    protected final void write() {
        if (!held) {
            writer.enter();
        }
        taken = true;
        Rendezvous.jitter(8);
        first = 1;
        second = 2;
        writer.release();
    }

    protected final void read(IIZ_Result r) {
        Rendezvous.until(() -> taken);
        r.r3 = first == 0;
        if (reader.acquireUninterrupted(Guard.LONG_NANOS)) {
            r.r1 = first;
            r.r2 = second;
            reader.release();
        } else {
            r.r1 = REFUSED;
            r.r2 = REFUSED;
        }
    }
}
