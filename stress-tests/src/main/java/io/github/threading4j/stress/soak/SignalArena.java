package io.github.threading4j.stress.soak;

import io.github.threading4j.Condition;
import io.github.threading4j.Hold;
import io.github.threading4j.NamedThread;
import io.github.threading4j.function.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A condition with impatient waiters, whose waits end by a timeout of some microseconds or by an interrupt, and one
 * patient waiter, which waits until it is signalled.
 *
 * <p>A signal is sent while the patient waiter waits, and only after the previous signal was consumed. Therefore each
 * signal must be consumed: if the signalled waiter has just given up, the signal passes to the next waiter, and finally
 * to the patient waiter.
 */
final class SignalArena {
    private static final int IMPATIENT = 3;
    private static final int MAX_TIMEOUT_NANOS = 60_000;

    /** The time after which a signal that was not consumed counts as lost. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final String name;
    private final Condition condition;
    private final boolean user;
    private final Random random;
    private final List<NamedThread> impatient = new ArrayList<>();
    private final List<NamedThread> all = new ArrayList<>();

    private final AtomicLong takenByImpatient = new AtomicLong();
    private final AtomicLong takenByPatient = new AtomicLong();
    private final AtomicLong takenInSpiteOfInterrupt = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong interrupts = new AtomicLong();

    /** Guarded by the lock. */
    private boolean patientWaits;

    private long sent;
    private volatile boolean stop;
    private boolean lost;

    SignalArena(String name, Condition condition, boolean user, long seed) {
        this.name = name;
        this.condition = condition;
        this.user = user;
        this.random = new Random(seed);
    }

    /** Runs the given number of rounds, or until the given time, and returns the number of rounds. */
    long run(long rounds, long end) throws InterruptedException {
        for (int i = 0; i < IMPATIENT; i++) {
            var mine = new Random(random.nextLong());
            impatient.add(start(() -> beImpatient(mine)));
        }
        start(this::bePatient);
        var mine = new Random(random.nextLong());
        start(() -> interruptNowAndThen(mine));
        while (sent < rounds && !lost && System.nanoTime() - end < 0) {
            round();
        }
        finish();
        return sent;
    }

    private NamedThread start(Target target) {
        var builder = NamedThread.builder().daemon(true);
        var thread = (user ? builder.virtual() : builder).start(target);
        all.add(thread);
        return thread;
    }

    private void round() {
        var disturbance = random.nextInt(8);
        var victim = impatient.get(random.nextInt(IMPATIENT));
        try (Hold hold = condition.hold()) {
            if (!patientWaits) {
                return;
            }
            if (disturbance == 0) {
                victim.interrupt();
            }
            condition.signal();
            sent++;
            if (disturbance == 1) {
                victim.interrupt();
            }
        }
        awaitTaken();
    }

    private long taken() {
        return takenByImpatient.get() + takenByPatient.get();
    }

    private void awaitTaken() {
        var begin = System.nanoTime();
        while (taken() < sent && !lost) {
            Thread.yield();
            lost = System.nanoTime() - begin > LOST_NANOS;
        }
    }

    private void bePatient() throws InterruptedException {
        while (!stop) {
            try (Hold hold = condition.hold()) {
                patientWaits = true;
                condition.await();
                patientWaits = false;
                takenByPatient.incrementAndGet();
            }
        }
    }

    private void beImpatient(Random mine) {
        while (!stop) {
            try (Hold hold = condition.hold()) {
                if (condition.await(1e-9 * mine.nextInt(MAX_TIMEOUT_NANOS))) {
                    takenInSpiteOfInterrupt.addAndGet(Thread.interrupted() ? 1 : 0);
                    takenByImpatient.incrementAndGet();
                } else {
                    timeouts.incrementAndGet();
                }
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    private void interruptNowAndThen(Random mine) {
        while (!stop) {
            impatient.get(mine.nextInt(IMPATIENT)).interrupt();
            LockSupport.parkNanos(mine.nextInt(2 * MAX_TIMEOUT_NANOS));
        }
    }

    private void finish() throws InterruptedException {
        stop = true;
        for (var thread : all) {
            while (!thread.join(0.001)) {
                condition.with(() -> condition.signalAll());
            }
        }
    }

    boolean hasLost() {
        return lost;
    }

    @Override
    public String toString() {
        return ("%s: %d signals, %s; taken by impatient %d (%d with an interrupt pending), by the patient one %d; "
                        + "%d timeouts, %d interrupts")
                .formatted(
                        name,
                        sent,
                        lost ? "THE LAST ONE LOST" : "none lost",
                        takenByImpatient.get(),
                        takenInSpiteOfInterrupt.get(),
                        takenByPatient.get(),
                        timeouts.get(),
                        interrupts.get());
    }
}
