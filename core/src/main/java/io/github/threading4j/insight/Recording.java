package io.github.threading4j.insight;

import io.github.threading4j.internal.Recorder;
import java.util.ArrayList;
import java.util.List;

/**
 * A period in which locks and semaphores are created that record which threads hold them. See
 * {@link Insight#record(RecordOptions)}.
 *
 * <p>Recordings may overlap, and may be closed in any order and by any thread. A recording continues until it is
 * closed, whether or not the program keeps a reference to it.
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class Recording implements AutoCloseable {
    /** The recordings that are not closed; guarded by the lock of the class. */
    private static final List<Recording> OPEN = new ArrayList<>();

    private final RecordOptions options;

    private Recording(RecordOptions options) {
        this.options = options;
    }

    static Recording begin(RecordOptions options) {
        var recording = new Recording(options);
        synchronized (Recording.class) {
            OPEN.add(recording);
            apply(); // allocates nothing, so that it can't fail
        }
        return recording;
    }

    /**
     * Ends the recording. Has no effect if it is already closed. Locks and semaphores that were created before continue
     * to record their holders, but without stack traces once no recording asks for them.
     */
    @Override
    public void close() {
        synchronized (Recording.class) {
            OPEN.remove(this);
            apply();
        }
    }

    private static void apply() {
        var sites = 0;
        for (var i = 0; i < OPEN.size(); i++) {
            var mine = OPEN.get(i).options.sites;
            sites = sites == 0 || (mine > 0 && mine < sites) ? mine : sites;
        }
        Recorder.set(!OPEN.isEmpty(), sites);
        applyOrder();
    }

    private static void applyOrder() {
        var order = false;
        var byName = false;
        for (var i = 0; i < OPEN.size(); i++) {
            var mine = OPEN.get(i).options.order;
            order |= mine != RecordOptions.Order.NONE;
            byName |= mine == RecordOptions.Order.BY_NAME;
        }
        Recorder.setOrder(order, byName);
    }

    @Override
    public String toString() {
        synchronized (Recording.class) {
            return "Recording[" + (OPEN.contains(this) ? "open" : "closed") + ", " + options + "]";
        }
    }
}
