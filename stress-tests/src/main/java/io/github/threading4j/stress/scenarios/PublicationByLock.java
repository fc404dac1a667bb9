package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * What was written before a release is seen after the next acquire: the first actor holds the lock and writes two plain
 * fields, the second comes when the lock is held, acquires it and reads them.
 *
 * <p>The reader looks at the first field before it acquires as well: where the acquire orders nothing, the JIT may take
 * that stale value for the one after. The results are what was read after the acquire, and whether the reader came
 * before the write.
 */
@Outcome(id = "1, 2, false", expect = Expect.ACCEPTABLE, desc = "Written before the reader came, and seen.")
@Outcome(
        id = "1, 2, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Written and released while the reader acquired, and seen.")
@Outcome(id = "-1, -1, .*", expect = Expect.ACCEPTABLE, desc = "Still held, and the reader did not wait.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Something that was written before the release is not seen.")
public abstract class PublicationByLock {
    private static final int REFUSED = -1;

    private final Guard writer;
    private final Guard reader;
    private final boolean held;
    private volatile boolean taken;
    private int first;
    private int second;

    /**
     * A hand-off.
     *
     * @param writer the lock as it is released
     * @param reader the same lock as it is acquired
     * @param held whether the writer finds it held, because another thread acquired it
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
