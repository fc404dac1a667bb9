package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * Two readers that would both become writers are both refused, instead of waiting for each other: each actor reads, and
 * then tries to write.
 *
 * <p>The results are the outcome of each attempt, and whether both were reading at the same time.
 */
@Outcome(id = "refused, refused, false", expect = Expect.ACCEPTABLE, desc = "One after the other, both refused.")
@Outcome(
        id = "refused, refused, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Both were reading, and both were refused.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A reader became a writer, or waited.")
public abstract class TwoUpgrades {
    private final Guard reader;
    private final Guard writer;
    private volatile int reading;

    /**
     * Creates two upgrades.
     *
     * @param reader acquires the lock for reading
     * @param writer acquires the lock for writing, and does not wait long
     */
    protected TwoUpgrades(Guard reader, Guard writer) {
        this.reader = reader;
        this.writer = writer;
    }

    protected final void first(LLZ_Result r) {
        r.r1 = upgrade(r);
    }

    protected final void second(LLZ_Result r) {
        r.r2 = upgrade(r);
    }

    private String upgrade(LLZ_Result r) {
        reader.enter();
        reading++; // not atomic: only serves to see whether the other thread reads
        try {
            if (reading > 1) {
                r.r3 = true;
            }
            return writer.acquireUninterrupted(1_000) ? "written" : "gave up";
        } catch (IllegalMonitorStateException e) {
            return "refused";
        } finally {
            reading = 0;
            reader.release();
        }
    }
}
