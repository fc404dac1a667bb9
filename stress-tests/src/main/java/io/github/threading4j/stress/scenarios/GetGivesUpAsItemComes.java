package io.github.threading4j.stress.scenarios;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LII_Result;

/**
 * A thread that gives up waiting for an item as the item arrives either takes the item or leaves it to the next waiter:
 * the first actor gives up, the second waits without giving up, and the third puts an item and, if the first actor took
 * that item, a second one.
 *
 * <p>The results are the outcome of the first wait, the item that the second actor took, and the number of remaining
 * items.
 */
@Outcome(
        id = "took 1, 2, 0",
        expect = Expect.ACCEPTABLE,
        desc = "The first thread took the item, and the second thread took the next one.")
@Outcome(
        id = "gave up, 1, 0",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first thread gave up at about the time of the put, and the second took the item.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "The item is lost, or a thread waits although an item is available.")
public abstract class GetGivesUpAsItemComes {
    private static final int LONGEST_MICROS = 100;

    private final QueueApi channel;
    private final boolean byInterrupt;
    private final long nanos = 1_000L * ThreadLocalRandom.current().nextInt(1, LONGEST_MICROS);
    private volatile @Nullable Thread first;
    private volatile boolean interrupted;
    private volatile boolean firstTook;
    private volatile boolean over;

    /**
     * Creates two waiting threads.
     *
     * @param channel the empty queue
     * @param byInterrupt whether the first wait ends by an interrupt rather than by its timeout
     */
    protected GetGivesUpAsItemComes(QueueApi channel, boolean byInterrupt) {
        this.channel = channel;
        this.byInterrupt = byInterrupt;
    }

    protected final void giveUp(LII_Result r) {
        first = Thread.currentThread();
        int item = QueueApi.NONE;
        try {
            item = channel.take(byInterrupt ? WakeUpTimeout.nanos() : nanos);
        } catch (InterruptedException e) {
            // expected: the wait was interrupted
        }
        r.r1 = item == QueueApi.NONE ? "gave up" : "took " + item;
        firstTook = item != QueueApi.NONE;
        over = true;
        if (byInterrupt) {
            Rendezvous.until(() -> interrupted);
            Thread.interrupted();
        }
    }

    protected final void await(LII_Result r) {
        Rendezvous.until(() -> first != null);
        r.r2 = channel.takeAwaited();
    }

    protected final void put() {
        Rendezvous.until(() -> first != null);
        if (byInterrupt) {
            Rendezvous.jitter(400);
            Objects.requireNonNull(first).interrupt();
            interrupted = true;
        } else {
            long end = System.nanoTime() + nanos;
            Rendezvous.until(() -> System.nanoTime() - end > 0);
        }
        Rendezvous.jitter(40);
        channel.put(1);
        Rendezvous.until(() -> over);
        if (firstTook) {
            channel.put(2);
        }
    }

    protected final void look(LII_Result r) {
        r.r3 = channel.size();
    }
}
