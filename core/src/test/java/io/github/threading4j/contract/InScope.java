package io.github.threading4j.contract;

import static io.github.threading4j.Threading.timeout;

import io.github.threading4j.Acquirable;
import io.github.threading4j.CancelScope;
import io.github.threading4j.function.ThrowingSupplier;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Calls an {@link Acquirable} inside of scopes that are not cancelled, which must not change anything. */
public record InScope(Acquirable acquirable) implements Acquirable {
    private static boolean inScopes(ThrowingSupplier<Boolean, InterruptedException> call) throws InterruptedException {
        try {
            return new CancelScope().with(() -> timeout(3_600, () -> CancelScope.shield(() -> timeout(3_600, call))));
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void acquire() throws InterruptedException {
        inScopes(() -> {
            acquirable.acquire();
            return true;
        });
    }

    @Override
    public boolean acquire(boolean blocking) throws InterruptedException {
        return inScopes(() -> acquirable.acquire(blocking));
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return inScopes(() -> acquirable.acquire(timeout));
    }

    @Override
    public void release() {
        acquirable.release();
    }
}
