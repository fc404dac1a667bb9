package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * While a writer waits for a reader, that reader may read again, and no other reader may begin: the first actor reads;
 * the second waits to write; once it is parked, the first reads again, and the third tries to read.
 *
 * <p>The results are whether the first reader could read again, whether the third actor had to stay behind the writer,
 * and whether the writer got its turn.
 */
@Outcome(id = "again, behind, wrote", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Each as it should be.")
@Outcome(id = "stuck, .*", expect = Expect.FORBIDDEN, desc = "A reader waits behind the writer that waits for it.")
@Outcome(id = ".*, overtook, .*", expect = Expect.FORBIDDEN, desc = "A new reader overtook the waiting writer.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "The wake-up of the writer is lost.")
public abstract class ReadersMeetWriter {
    private final Guard reader;
    private final Guard writer;
    private volatile boolean reads;
    private volatile boolean triesToRead;
    private volatile boolean tried;
    private volatile boolean wrote;
    private volatile @Nullable Thread waiting;

    /**
     * Creates a meeting.
     *
     * @param reader acquires the lock for reading; a timeout of 0 does not wait
     * @param writer acquires the lock for writing
     */
    protected ReadersMeetWriter(Guard reader, Guard writer) {
        this.reader = reader;
        this.writer = writer;
    }

    protected final void read(LLL_Result r) {
        reader.enter();
        reads = true;
        Thread target = Rendezvous.untilSet(() -> waiting);
        Rendezvous.until(() -> Rendezvous.isAsleep(target));
        triesToRead = true;
        boolean again = reader.acquireUninterrupted(0);
        r.r1 = again ? "again" : "stuck";
        Rendezvous.until(() -> tried);
        if (again) {
            reader.release();
        }
        reader.release();
        r.r3 = WakeUpTimeout.arrives(() -> wrote, () -> writer.rescue(target)) ? "wrote" : "lost";
    }

    protected final void write() {
        Rendezvous.until(() -> reads);
        waiting = Thread.currentThread();
        writer.enter();
        wrote = true;
        writer.release();
    }

    protected final void readLate(LLL_Result r) {
        Rendezvous.until(() -> triesToRead);
        if (reader.acquireUninterrupted(0)) {
            r.r2 = "overtook";
            reader.release();
        } else {
            r.r2 = "behind";
        }
        tried = true;
    }
}
