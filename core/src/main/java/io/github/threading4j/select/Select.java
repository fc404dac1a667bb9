package io.github.threading4j.select;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Event;
import io.github.threading4j.Hold;
import io.github.threading4j.NamedThread;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.SelectSource;
import io.github.threading4j.internal.SelectSync;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A wait for the first of several things to be ready, such as an item of a queue or an event.
 *
 * <p>Each call of {@code on} or {@code onRoom} adds a case: something to wait for, and a function. {@code await} waits
 * until a case is ready, takes what the case has (an item, a lock), and returns the result of its function. It takes
 * exactly one thing: all other things stay as they are. The function runs in the calling thread. No lock is held while
 * it runs, except for the one that the case itself has acquired.
 *
 * <table class="striped">
 * <caption>The cases</caption>
 * <thead><tr><th>case</th><th>is ready when</th><th>what happens</th><th>the function gets</th></tr></thead>
 * <tbody>
 * <tr><td>an {@link Event}</td><td>it is set, or was set during the wait</td><td>nothing</td><td>nothing</td></tr>
 * <tr><td>a {@link NamedThread}</td><td>it has ended</td><td>nothing</td><td>nothing</td></tr>
 * <tr><td>a {@link Future}</td><td>it is done, with any outcome</td><td>nothing</td><td>the future</td></tr>
 * <tr><td>a {@link Queue} or {@link SimpleQueue}</td><td>it has an item</td><td>the item is taken</td><td>the
 * item</td></tr>
 * <tr><td>{@code onRoom}: a {@link Queue} and an item</td><td>it has capacity</td><td>the item is
 * added</td><td>nothing</td></tr>
 * <tr><td>a lock or a semaphore</td><td>it can be acquired</td><td>it is acquired</td><td>a {@link Hold}, which it
 * should close</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A queue that was shut down, and has no item or is to get one, is ready, too: {@code await} then throws
 * {@link io.github.threading4j.queue.QueueShutDownException}, as {@code get} and {@code put} do.
 *
 * <p>If several cases are ready, the one after the case chosen last is taken, so that none starves; after
 * {@link #inOrder()}, the first one added. {@code await} may be called again and again. It throws
 * {@link InterruptedException} if the calling thread is interrupted before or while it waits, and nothing is taken in
 * that case. With a timeout of zero, {@code await} attempts each case once, one after the other; a case that becomes
 * ready after its attempt is not noticed. A {@code Select} is for one thread at a time.
 *
 * <pre>{@code
 * var jobs = new Queue<String>();
 * var stop = new Event();
 * var next = new Select<Boolean>()
 *         .on(stop, () -> false)
 *         .on(jobs, job -> {
 *             System.out.println("job: " + job);
 *             return true;
 *         });
 * var worker = new NamedThread(() -> {
 *     while (next.await()) {}
 * });
 * worker.start();
 * jobs.put("sweep");
 * stop.set();
 * worker.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no counterpart for threads: {@code select} and {@code selectors} wait for
 * sockets, and {@code asyncio.wait} for tasks. A thread that waits for an item or for an event polls with a timeout.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart. {@code CompletableFuture.anyOf} waits for
 * the first of several results, but takes nothing.
 *
 * <p>Not offered are a {@link io.github.threading4j.Condition}, whose signal is lost if no thread waits for it, a
 * {@link io.github.threading4j.Barrier}, at which an arrival can't be taken back, and objects that can't wake a select:
 * {@link Acquirable#of}, {@link Queue#of}, your own {@link Acquirable} and foreign threads. They are rejected by an
 * {@link UnsupportedOperationException} when the case is added.
 *
 * <p>Memory consistency effects: a case has the effects of the method that does the same, such as {@code get}. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>A lock or a semaphore is acquired as by {@code acquire(false)}: a select does not queue for it. It overtakes
 * queued threads where {@code acquire(false)} does, and may be overtaken again and again, so it may wait forever for a
 * lock for which threads are always queued, or to write while readers overlap. Selects that wait for the same thing are
 * woken first-come, first-served. The cost of {@code await} is proportional to the number of cases.
 *
 * @param <R> the type of the result of the functions; may be a nullable type
 * @since 0.1.0
 */
public final class Select<R extends @Nullable Object> {
    private static final VarHandle USER = VarHandles.field(MethodHandles.lookup(), "user", Thread.class);

    /** The function of a case. */
    private interface Body<T extends @Nullable Object, R extends @Nullable Object> {
        R apply(T taken) throws Throwable;
    }

    /** Something to wait for, and the function to run then. */
    private final class Case<T extends @Nullable Object> {
        private final SelectSource<T> source;
        private final Body<? super T, ? extends R> body;

        Case(SelectSource<T> source, Body<? super T, ? extends R> body) {
            this.source = source;
            this.body = body;
        }

        /** Runs the function after {@code await} has taken what the case has. Nothing is allocated before that. */
        R run() throws Throwable {
            var taken = source.takeOut();
            leave();
            return body.apply(taken);
        }
    }

    private final SelectSync sync = new SelectSync(this);
    private List<Case<?>> cases = List.of();

    /** The thread in a method of this object, since only one is permitted. */
    @SuppressWarnings("UnusedVariable") // accessed by USER
    private volatile @Nullable Thread user;

    /** Creates a select without a case. */
    public Select() {}

    /**
     * Adds a case that is ready when an event is set, or was set while {@code await} waits.
     *
     * @param event the event
     * @param function returns the result
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if another thread is using this object
     */
    public Select<R> on(Event event, ThrowingSupplier<? extends R, ?> function) {
        Checks.notNull(event, "event");
        Checks.notNull(function, "function");
        return add(SelectSources.of(event), taken -> function.get());
    }

    /**
     * Adds a case that is ready when a thread has ended. If the thread is then not started yet, or is the calling
     * thread, {@code await} throws {@link IllegalStateException}, as {@code join} does.
     *
     * @param thread the thread
     * @param function returns the result
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws UnsupportedOperationException if the thread was not created by this library
     * @throws IllegalStateException if another thread is using this object
     */
    public Select<R> on(NamedThread thread, ThrowingSupplier<? extends R, ?> function) {
        Checks.notNull(thread, "thread");
        Checks.notNull(function, "function");
        return add(SelectSources.of(thread), taken -> function.get());
    }

    /**
     * Adds a case that is ready when a future is done: finished, failed or cancelled.
     *
     * @param future the future
     * @param function computes the result from the future
     * @param <T> the type of the future's result
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if another thread is using this object
     */
    public <T extends @Nullable Object> Select<R> on(
            Future<T> future, ThrowingFunction<? super Future<T>, ? extends R> function) {
        Checks.notNull(future, "future");
        Checks.notNull(function, "function");
        return add(SelectSources.of(future), function::apply);
    }

    /**
     * Adds a case that is ready when a queue has an item. The item is taken.
     *
     * @param queue the queue
     * @param function computes the result from the item
     * @param <T> the type of the items
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws UnsupportedOperationException if the queue was created by {@link Queue#of}
     * @throws IllegalStateException if another thread is using this object
     */
    public <T extends @Nullable Object> Select<R> on(
            Queue<T> queue, ThrowingFunction<? super T, ? extends R> function) {
        Checks.notNull(queue, "queue");
        Checks.notNull(function, "function");
        return add(SelectSources.of(queue), function::apply);
    }

    /**
     * Adds a case that is ready when a queue has an item. The item is taken.
     *
     * @param queue the queue
     * @param function computes the result from the item
     * @param <T> the type of the items
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if another thread is using this object
     */
    public <T extends @Nullable Object> Select<R> on(
            SimpleQueue<T> queue, ThrowingFunction<? super T, ? extends R> function) {
        Checks.notNull(queue, "queue");
        Checks.notNull(function, "function");
        return add(SelectSources.of(queue), function::apply);
    }

    /**
     * Adds a case that is ready when a queue has capacity. The item is added to the queue, each time the case is
     * chosen.
     *
     * @param queue the queue
     * @param item the item
     * @param function returns the result
     * @param <T> the type of the items
     * @return this object
     * @throws NullPointerException if {@code queue} or {@code function} is null
     * @throws UnsupportedOperationException if the queue was created by {@link Queue#of}
     * @throws IllegalStateException if another thread is using this object
     */
    public <T extends @Nullable Object> Select<R> onRoom(
            Queue<T> queue, T item, ThrowingSupplier<? extends R, ?> function) {
        Checks.notNull(queue, "queue");
        Checks.notNull(function, "function");
        return add(SelectSources.roomOf(queue, item), taken -> function.get());
    }

    /**
     * Adds a case that is ready when a lock or a semaphore can be acquired. It is acquired, and stays acquired until
     * the function, or code that the function passes the hold to, closes the hold. A reentrant lock that the calling
     * thread holds is ready. For a write lock of which the thread holds only the read lock, {@code await} throws
     * {@link IllegalMonitorStateException}, as {@code acquire} does.
     *
     * @param acquirable the lock or semaphore
     * @param function computes the result from the acquisition, and closes it
     * @return this object
     * @throws NullPointerException if an argument is null
     * @throws UnsupportedOperationException if {@code acquirable} is neither a lock nor a semaphore of this library
     * @throws IllegalStateException if another thread is using this object
     */
    public Select<R> on(Acquirable acquirable, ThrowingFunction<? super Hold, ? extends R> function) {
        Checks.notNull(acquirable, "acquirable");
        Checks.notNull(function, "function");
        return add(SelectSources.of(acquirable), function::apply);
    }

    private <T extends @Nullable Object> Select<R> add(SelectSource<T> source, Body<? super T, ? extends R> body) {
        enter();
        try {
            var longer = new ArrayList<>(cases);
            longer.add(new Case<>(source, body));
            sync.add(source);
            cases = longer; // last, so that both have the case, or neither, if memory runs out
            return this;
        } finally {
            leave();
        }
    }

    /**
     * Lets {@code await} prefer the case that was added first if several are ready, instead of taking turns. A case
     * that is always ready then keeps all later ones from being chosen.
     *
     * @return this object
     * @throws IllegalStateException if another thread is using this object
     */
    public Select<R> inOrder() {
        enter();
        sync.inOrder();
        leave();
        return this;
    }

    /**
     * Waits until a case is ready, takes what it has, and runs its function.
     *
     * @return the result of the function
     * @throws io.github.threading4j.queue.QueueShutDownException if a queue was shut down, and is empty or is to get an
     *     item
     * @throws java.util.concurrent.CompletionException if the function throws a checked exception, which is its cause;
     *     an unchecked exception is thrown unchanged. In either case, what was taken stays taken.
     * @throws IllegalStateException if there is no case, another thread is using this object, or a thread of a case
     *     can't be joined
     * @throws IllegalMonitorStateException if a reader would become a writer; see
     *     {@link io.github.threading4j.ReadWriteLock}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was taken
     */
    public R await() throws InterruptedException {
        return await(Timeout.FOREVER, () -> {
            throw new AssertionError("a wait without a timeout has timed out");
        });
    }

    /**
     * Waits at most the given time until a case is ready, takes what it has, and runs its function.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @param otherwise returns the result if the time elapses first; nothing is taken in that case
     * @return the result of the function, or of {@code otherwise}
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code otherwise} is null
     * @throws java.util.concurrent.CompletionException as for {@link #await()}, also for {@code otherwise}
     * @throws InterruptedException as for {@link #await()}
     */
    public R await(double seconds, ThrowingSupplier<? extends R, ?> otherwise) throws InterruptedException {
        return await(Timeout.orPoll(seconds), Checks.notNull(otherwise, "otherwise"));
    }

    /**
     * Waits at most the given time until a case is ready, takes what it has, and runs its function.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @param otherwise returns the result if the time elapses first; nothing is taken in that case
     * @return the result of the function, or of {@code otherwise}
     * @throws NullPointerException if an argument is null
     * @throws java.util.concurrent.CompletionException as for {@link #await()}, also for {@code otherwise}
     * @throws InterruptedException as for {@link #await()}
     */
    public R await(Duration timeout, ThrowingSupplier<? extends R, ?> otherwise) throws InterruptedException {
        return await(Timeout.of(timeout), Checks.notNull(otherwise, "otherwise"));
    }

    private R await(long nanos, ThrowingSupplier<? extends R, ?> otherwise) throws InterruptedException {
        var chosen = choose(nanos);
        try {
            return chosen == null ? otherwise.get() : chosen.run();
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "a function of a select");
        }
    }

    /** Returns the case that was chosen, which leaves this object, or null if the timeout has elapsed. */
    private @Nullable Case<?> choose(long nanos) throws InterruptedException {
        enter();
        var chosen = SelectSync.NONE;
        try {
            if (cases.isEmpty()) {
                throw new IllegalStateException("no case to wait for: " + this + " (expected at least one)");
            }
            chosen = sync.await(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            if (chosen == SelectSync.NONE) {
                leave();
            }
        }
        return chosen == SelectSync.NONE ? null : cases.get(chosen);
    }

    private void enter() {
        var other = (Thread) USER.compareAndExchange(this, null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException("used by two threads at the same time: " + this + ", used by "
                    + ThreadingAccess.get().nameOf(other) + " (expected one thread)");
        }
    }

    private void leave() {
        USER.setRelease(this, null); // cheaper than a volatile write; nothing is read afterwards
    }

    @Override
    public String toString() {
        return sync.sources().map(Object::toString).collect(Collectors.joining(", ", "Select[", "]"));
    }
}
