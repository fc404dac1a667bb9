package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Threading;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uses all primitives together, in many short rounds.
 *
 * <p>{@code java -cp jcstress.jar io.github.threading4j.stress.soak.mixed.MixedSoak [seconds [seed]]}, by default 60
 * seconds and a seed from the clock. Exits with 0 only if no check failed. The seed determines the threads' operations,
 * but not their interleaving.
 */
public final class MixedSoak {
    private static final long ROUND_MILLIS = 50;

    private MixedSoak() {}

    /** Runs the soak test. */
    public static void main(String[] args) throws InterruptedException {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.printf("%d s from seed %d, Java %s%n", seconds, seed, Runtime.version());
        AtomicLong reported = new AtomicLong();
        Threading.setExcepthook(report -> {
            if (report.exception() instanceof FuturePart.TaskFailed) {
                reported.incrementAndGet();
            } else {
                report.exception().printStackTrace();
                System.exit(1);
            }
        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int rounds = 0;
        long operations = 0;
        while (rounds == 0 || System.nanoTime() - end < 0) {
            operations += round(seed + rounds);
            if (++rounds % 100 == 0) {
                System.out.printf("%,d rounds, %,d operations%n", rounds, operations);
            }
        }
        System.out.printf(
                "%,d rounds, %,d operations, %,d errors of tasks and callbacks reported; no check failed%n",
                rounds, operations, reported.get());
    }

    private static long round(long seed) throws InterruptedException {
        try {
            return new Round(seed).run(ROUND_MILLIS);
        } catch (AssertionError e) {
            throw new AssertionError("in the round with seed " + seed, e);
        }
    }
}
