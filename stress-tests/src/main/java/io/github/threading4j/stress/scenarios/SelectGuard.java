package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.WriteLock;
import io.github.threading4j.select.Select;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A guard that is acquired by a {@link Select}, which also waits for an event that is never set.
 *
 * @param addTo adds the case
 * @param releasing releases the guard
 * @param isLocked returns whether it is held
 * @param waking wakes a select that missed its wake-up
 */
public record SelectGuard(
        Consumer<Select<Boolean>> addTo, Runnable releasing, BooleanSupplier isLocked, Runnable waking)
        implements Guard {
    public static SelectGuard of(Lock lock) {
        return of(lock, lock::locked);
    }

    public static SelectGuard of(RLock lock) {
        return of(lock, lock::locked);
    }

    public static SelectGuard of(ReadLock lock) {
        return of(lock, lock::locked);
    }

    public static SelectGuard of(WriteLock lock) {
        return of(lock, lock::locked);
    }

    public static SelectGuard of(Semaphore semaphore) {
        return of(semaphore, () -> semaphore.getValue() == 0);
    }

    public static SelectGuard of(Event event) {
        return new SelectGuard(select -> select.on(event, () -> true), event::set, () -> !event.isSet(), event::set);
    }

    private static SelectGuard of(Acquirable acquirable, BooleanSupplier isLocked) {
        return new SelectGuard(
                select -> select.on(acquirable, hold -> true), acquirable::release, isLocked, () -> wake(acquirable));
    }

    /** A further release wakes the next select. */
    private static void wake(Acquirable acquirable) {
        try {
            if (acquirable.acquire(false)) {
                acquirable.release();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    @Override
    public boolean acquire(long nanos) throws InterruptedException {
        Select<Boolean> select = new Select<>();
        if (Rendezvous.coin()) {
            select.on(new Event(), () -> false);
        }
        addTo.accept(select);
        return nanos == LONG_NANOS && Rendezvous.coin()
                ? select.await()
                : select.await(Duration.ofNanos(nanos), () -> false);
    }

    @Override
    public void release() {
        releasing.run();
    }

    @Override
    public boolean locked() {
        return isLocked.getAsBoolean();
    }

    @Override
    public void rescue(Thread waiter) {
        waking.run();
    }
}
