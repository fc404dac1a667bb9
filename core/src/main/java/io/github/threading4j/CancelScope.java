package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Place;
import io.github.threading4j.internal.Scope;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A block of code whose waits any thread can cancel: Trio's {@code CancelScope}, for threads.
 *
 * <p>{@code with} runs a body in the calling thread. {@code cancel} ends the wait that the body is in, and each further
 * wait in it, by throwing {@link Cancelled}. When that error leaves the body, {@code with} takes it and says that the
 * body was cut short. A scope is cancelled for good. It can be entered several times, also by several threads, and
 * {@code cancel} reaches all of them. Any thread may call any method at any time. Scopes can be nested, in each other
 * and in a {@link Threading#timeout timeout}; if several are cancelled, the outermost takes the error.
 *
 * <p><b>What is cancelled.</b> Every method that checks whether the thread is interrupted also checks its scopes, even
 * if it would not have to wait: all methods that declare {@link InterruptedException} or
 * {@link WaitInterruptedException}, such as {@code sleep}, {@code join}, {@code queue.get}, {@code future.result}, and
 * {@code acquire} of a semaphore or with a timeout. A wait either has its effect or is cancelled, never both. Methods
 * that wait uninterruptibly are not cancelled: {@code acquire()}, {@code hold} and {@code with} of {@link Lock},
 * {@link RLock}, {@link ReadWriteLock} and {@link Condition}. Methods that don't wait are not cancelled, either, nor is
 * code that computes; a loop can call {@link #check()}. If the timeout of a call elapses first, the call returns or
 * throws as it does without a scope.
 *
 * <p><b>Who is inside.</b> Only the thread that called {@code with}, for the time of the body. A thread that the body
 * starts, a task that it submits, and a callback are not: they may outlive the body. This is also true of a task that
 * an executor runs in the submitting thread. A {@link #shield} hides the scopes outside of it, for waits that a
 * cancellation must not end, such as those of a clean-up.
 *
 * <p><b>Code that is not of this library</b>, such as a socket or a {@code java.util.concurrent} lock, does not know
 * scopes. {@link #remaining()} gives the timeout for such a call. {@link #interruptible} interrupts it. A view of such
 * code ({@link Acquirable#of}, {@code Queue.of}) ends at a deadline, but does not notice {@code cancel} while it waits.
 *
 * <p><b>Interrupts</b> are independent of scopes: an interrupted thread throws {@link InterruptedException} in a scope
 * as elsewhere. The library uses an interrupt to end a wait, and takes it back before the body can see it. If another
 * thread interrupts the waiting thread at the same moment, {@code Cancelled} is thrown and the interrupt status remains
 * set. There is one exception: an interrupt that was not sent through {@link NamedThread#interrupt()}, of a virtual
 * thread or of a thread that this library did not start, may coincide with that of the cancellation. The thread then
 * only throws {@code Cancelled}.
 *
 * <pre>{@code
 * var jobs = new Queue<String>();
 * var scope = new CancelScope();
 * var worker = new NamedThread(() -> {
 *     var finished = scope.with(() -> {
 *         while (!scope.isCancelled()) {
 *             System.out.println(jobs.get());
 *         }
 *     });
 *     System.out.println(finished ? "done" : "stopped while waiting");
 * });
 * worker.start();
 * scope.cancel();                                        // worker ends, whether or not it waits
 * worker.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code threading} has no counterpart. The rules are those of Trio's
 * {@code CancelScope} and AnyIO's; {@link Threading#timeout} is {@code asyncio.timeout} and {@code trio.fail_after}. A
 * shield is a block, not a property of the scope. A scope has no deadline of its own, and can be entered many times.
 * {@code with} returns whether the body ran to its end ({@code cancelled_caught} is the opposite).
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart. An interrupt stays with the thread until
 * some code takes it, may hit a later task, and closes channels; {@code Future.cancel(true)} is such an interrupt.
 *
 * <p>A lambda that can only end by an exception, such as {@code while (true)}, matches both forms of {@code with}, and
 * the compiler then calls the one for a value, which throws {@link CancellationException}. Write such a loop as a
 * method, or with a condition, as above.
 *
 * <p>There is no try-with-resources form: a {@code close} method is not told whether the body has failed, and can't
 * take what the body threw.
 *
 * <p>Memory consistency effects: actions before {@code cancel} happen-before actions after a wait throws
 * {@link Cancelled} because of it, and after {@code isCancelled} returns true. See the <a
 * href="package-summary.html#memory">table of the package</a>.
 *
 * <p>A wait inside of scopes costs a few atomic operations, and time proportional to their number; {@code cancel} takes
 * time proportional to the number of threads inside. A program that uses no scope pays nothing.
 *
 * @since 0.1.0
 */
public final class CancelScope {
    static {
        ThreadTable.handIn(); // so that waits throw Cancelled
    }

    private final Scope scope = new Scope(this);
    private final @Nullable String name;

    /** Creates a scope without a name. */
    public CancelScope() {
        this.name = null;
    }

    /**
     * Creates a scope.
     *
     * @param name the name shown in {@code toString} and in the message of {@link Cancelled}
     * @throws NullPointerException if {@code name} is null
     */
    public CancelScope(String name) {
        this.name = Checks.notNull(name, "name");
    }

    /**
     * Cancels the scope for good: in all threads that are inside, and in all that enter it later, each wait throws
     * {@link Cancelled}. Does not wait for them, and runs no code of theirs. Further calls have no effect.
     */
    public void cancel() {
        scope.cancel();
    }

    /** {@return whether {@link #cancel()} was called} */
    public boolean isCancelled() {
        return scope.isCancelled();
    }

    /**
     * Runs an action inside of the scope. If the scope is cancelled already, the action runs until its first wait.
     *
     * <p>If the method returns false, exceptions that are suppressed in the {@link Cancelled}, such as that of a
     * {@code close} after the cancellation, are passed to the {@linkplain Threading#setExcepthook excepthook}, unless
     * they only result from a cancellation.
     *
     * @param body the action
     * @param <X> the type of exception that the action throws
     * @return true if the action ran to its end, even if the scope was cancelled; false if a wait in it was cancelled
     *     and it has thrown {@link Cancelled}
     * @throws X if the action throws it, even if the scope was cancelled
     * @throws Cancelled if the action throws it and the cancellation belongs to a scope further out
     * @throws NullPointerException if {@code body} is null
     */
    @CheckReturnValue
    public <X extends Throwable> boolean with(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        Cancelled taken;
        var place = scope.enter();
        try {
            body.run();
            return true;
        } catch (Cancelled e) {
            if (!place.takesCancellation()) {
                throw e;
            }
            taken = e;
        } finally {
            place.leave();
        }
        reportSuppressed(taken); // after leaving, so that the hook can wait
        return false;
    }

    private static void reportSuppressed(Cancelled taken) {
        try {
            for (var failure : Cancelled.failuresAfter(taken)) {
                if (!(failure instanceof ThreadExit)) {
                    ThreadingAccess.get().report(failure);
                }
            }
        } catch (Throwable e) { // the causes of an exception can't be read
            ThreadingAccess.get().report(taken);
        }
    }

    /**
     * Computes a value inside of the scope. If the scope is cancelled already, the body runs until its first wait.
     *
     * @param body the computation
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value, even if the scope was cancelled
     * @throws X if the body throws it, even if the scope was cancelled
     * @throws CancellationException if a wait in the body was cancelled and the body has thrown {@link Cancelled},
     *     which is the cause
     * @throws Cancelled if the body throws it and the cancellation belongs to a scope further out
     * @throws NullPointerException if {@code body} is null
     */
    public <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        var place = scope.enter();
        try {
            return body.get();
        } catch (Cancelled e) {
            if (place.takesCancellation()) {
                throw cutShort(e);
            }
            throw e;
        } finally {
            place.leave();
        }
    }

    private CancellationException cutShort(Cancelled cause) {
        var exception = new CancellationException("the body was cancelled: " + this);
        exception.initCause(cause);
        return exception;
    }

    /**
     * Checks the scopes of the calling thread, as each wait does. For code that computes for a long time.
     *
     * @throws Cancelled if one of them is cancelled, or its time has elapsed
     */
    public static void check() {
        Cancelling.checkAtEdge();
    }

    /**
     * Returns the time until the nearest deadline of a {@link Threading#timeout timeout} around the caller, for code
     * that is not of this library: {@code socket.setSoTimeout}, a query timeout, an HTTP client.
     *
     * <p>Many such methods take zero as "no timeout". Call {@link #check()} first, and pass at least one of their
     * units.
     *
     * @return the time, zero if it has elapsed; empty if there is no deadline
     */
    public static Optional<Duration> remaining() {
        var place = Place.current();
        var left = place == null ? Timeout.FOREVER : place.left();
        return left == Timeout.FOREVER ? Optional.empty() : Optional.of(Duration.ofNanos(left));
    }

    /**
     * Runs an action whose waits the scopes around it do not cancel, for example a clean-up. Scopes that the action
     * itself enters work as usual.
     *
     * @param body the action
     * @param <X> the type of exception that the action throws
     * @throws X if the action throws it
     * @throws NullPointerException if {@code body} is null
     */
    public static <X extends Throwable> void shield(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        var place = Place.enterShield();
        try {
            body.run();
        } finally {
            leave(place);
        }
    }

    /**
     * Computes a value; the scopes around the computation do not cancel its waits. Scopes that the body itself enters
     * work as usual.
     *
     * @param body the computation
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value
     * @throws X if the body throws it
     * @throws NullPointerException if {@code body} is null
     */
    public static <T extends @Nullable Object, X extends Throwable> T shield(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        var place = Place.enterShield();
        try {
            return body.get();
        } finally {
            leave(place);
        }
    }

    private static void leave(@Nullable Place place) {
        if (place != null) {
            place.leave();
        }
    }

    /**
     * Runs an action during which a cancellation interrupts the thread, whatever it does. For waits in code that is not
     * of this library, and that an interrupt ends and does not damage: an interrupt closes some channels.
     *
     * <p>If a scope around the action is cancelled, or its time elapses, the thread is interrupted. If an
     * {@link InterruptedException} then leaves the action, {@link Cancelled} is thrown in its place. The interrupt
     * never outlasts the action. Waits of this library are cancelled as elsewhere.
     *
     * @param body the action
     * @param <X> the type of exception that the action throws
     * @throws X if the action throws it
     * @throws Cancelled if the action was interrupted because a scope is cancelled
     * @throws NullPointerException if {@code body} is null
     */
    public static <X extends Throwable> void interruptible(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        CancelScope.<Boolean, X>interruptible(() -> {
            body.run();
            return true;
        });
    }

    /**
     * Computes a value; during the computation, a cancellation interrupts the thread, whatever it does. See
     * {@link #interruptible(ThrowingRunnable)}.
     *
     * @param body the computation
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value
     * @throws X if the body throws it
     * @throws Cancelled if the body was interrupted because a scope is cancelled
     * @throws NullPointerException if {@code body} is null
     */
    public static <T extends @Nullable Object, X extends Throwable> T interruptible(ThrowingSupplier<T, X> body)
            throws X {
        Checks.notNull(body, "body");
        var place = Place.enterInterruptible();
        try {
            return body.get();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                throwIfCutShort(place, e);
            }
            throw e;
        } finally {
            place.leave();
        }
    }

    /** Throws an error in place of an interrupt that a cancellation has caused; it keeps the suppressed exceptions. */
    private static void throwIfCutShort(Place place, Throwable interrupt) {
        try {
            place.throwIfCutShort();
        } catch (Error cancelled) {
            for (var suppressed : interrupt.getSuppressed()) {
                cancelled.addSuppressed(suppressed);
            }
            throw cancelled;
        }
    }

    @Override
    public String toString() {
        return Labels.of("CancelScope", name, isCancelled() ? "cancelled" : "not cancelled");
    }
}
