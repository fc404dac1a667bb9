package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * The items of one producer are taken in the order in which they were put, whatever another producer puts concurrently.
 *
 * <p>The results are the items of the first producer in the order in which they were taken, and the item of the second.
 */
@Outcome(id = "1, 2, 3, 9", expect = Expect.ACCEPTABLE, desc = "All items, in order.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is lost, duplicated or out of order.")
public abstract class QueueFifoPerProducer {
    private static final int OTHER = 9;

    private final QueueApi channel;

    protected QueueFifoPerProducer(QueueApi channel) {
        this.channel = channel;
    }

    protected final void putThree() {
        channel.put(1);
        channel.put(2);
        channel.put(3);
    }

    protected final void putOther() {
        channel.put(OTHER);
    }

    protected final void takeFour(IIII_Result r) {
        int taken = 0;
        for (int i = 0; i < 4; i++) {
            int item = channel.takeAwaited();
            if (item == OTHER) {
                r.r4 = item;
            } else {
                taken++;
                set(r, taken, item);
            }
        }
    }

    private static void set(IIII_Result r, int place, int item) {
        switch (place) {
            case 1 -> r.r1 = item;
            case 2 -> r.r2 = item;
            case 3 -> r.r3 = item;
            default -> r.r4 = -item;
        }
    }
}
