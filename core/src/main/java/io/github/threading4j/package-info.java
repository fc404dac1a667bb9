/**
 * Python's {@code threading} module: threads, locks and per-thread values.
 *
 * <h2>Where to start</h2>
 *
 * <ul>
 *   <li>{@link io.github.threading4j.Threading} holds the module's functions: {@code currentThread}, {@code enumerate},
 *       {@code activeCount}, {@code excepthook}, {@code sleep}.
 *   <li>{@link io.github.threading4j.NamedThread} is {@code threading.Thread}.
 *   <li>{@link io.github.threading4j.Lock} and {@link io.github.threading4j.RLock} are the locks;
 *       {@link io.github.threading4j.Acquirable} is the interface for what Python's {@code with} statement does, and a
 *       {@link io.github.threading4j.Hold} is one acquisition. {@link io.github.threading4j.ReadWriteLock} is a pair of
 *       locks for readers and writers.
 *   <li>{@link io.github.threading4j.Condition}, {@link io.github.threading4j.Semaphore},
 *       {@link io.github.threading4j.BoundedSemaphore}, {@link io.github.threading4j.Event} and
 *       {@link io.github.threading4j.Barrier} let threads wait for each other.
 *   <li>{@link io.github.threading4j.Timer} and {@link io.github.threading4j.RepeatingTimer} are threads that run a
 *       function later.
 *   <li>{@link io.github.threading4j.Local} is {@code threading.local};
 *       {@link io.github.threading4j.SerializedIterator} is an iterator that several threads can share.
 *   <li>{@link io.github.threading4j.select.Select} waits for the first of several things.
 *   <li>{@link io.github.threading4j.contextvars} has the variables that a thread inherits, and
 *       {@link io.github.threading4j.faulthandler} dumps the stacks of all threads.
 * </ul>
 *
 * <h2>Conventions</h2>
 *
 * <p><b>Names.</b> A method has Python's own camelCase name if there ever was one, and otherwise Python's snake_case
 * name in camelCase. {@code wait} and {@code notify} are final methods of {@link java.lang.Object}, so they become
 * {@code await} and {@code signal}.
 *
 * <p><b>Time.</b> A timeout is a {@code double} in seconds, which follows Python's rule for that method, or a
 * {@link java.time.Duration}, for which zero or negative means "do not wait". NaN is rejected, and a value too large to
 * count waits indefinitely. Time is measured by {@link System#nanoTime()} and rounded up; a wake-up does not restart
 * the timeout.
 *
 * <p><b>Interruption.</b> A method that may wait for a long time throws {@link InterruptedException} with the interrupt
 * status cleared, and leaves the state as if it had not been called. {@code acquire()}, {@code hold()} and {@code with}
 * of the locks and of a {@link io.github.threading4j.Condition} wait uninterruptibly.
 *
 * <p><b>Errors.</b> Python's {@code ValueError} becomes {@link IllegalArgumentException}; its {@code RuntimeError}
 * becomes {@link IllegalMonitorStateException} where it concerns holding a lock, and otherwise
 * {@link IllegalStateException}. A null argument causes a {@link NullPointerException} unless the parameter is marked
 * nullable. Arguments are checked before anything changes.
 *
 * <h2 id="memory">Memory consistency effects</h2>
 *
 * <p>Actions in a thread before the action on the left <i>happen-before</i> actions in another thread after the action
 * on the right. Here, <i>returning (true)</i> means that the method returns, and that a boolean result is true.
 *
 * <table class="striped">
 * <caption>Happens-before relationships</caption>
 * <thead><tr><th>before</th><th>after</th></tr></thead>
 * <tbody>
 * <tr><td>{@link io.github.threading4j.NamedThread#start()}</td><td>the thread's {@code run}</td></tr>
 * <tr><td>{@link io.github.threading4j.lowlevel.LowLevelThreading#startNewThread startNewThread}</td><td>the run of the
 * new thread</td></tr>
 * <tr><td>the end of a thread's {@code run} and of its excepthook</td><td>{@code join} returning (true), {@code
 * isAlive()} returning false after the start</td></tr>
 * <tr><td>{@code release()} of a lock, by any thread</td><td>the next successful acquisition of the lock, by any
 * method</td></tr>
 * <tr><td>{@code release()} of a {@linkplain io.github.threading4j.ReadWriteLock#write() write lock}</td><td>a later
 * acquisition of the write lock or of the read lock, by any method</td></tr>
 * <tr><td>{@code release()} of a {@linkplain io.github.threading4j.ReadWriteLock#read() read lock}</td><td>a later
 * acquisition of the write lock, by any method</td></tr>
 * <tr><td>{@code release()} of a semaphore</td><td>a later acquisition of a permit, by any method</td></tr>
 * <tr><td>{@code set()} of an event</td><td>{@code isSet()} or {@code await} called after it and returning true; {@code
 * await} returning true because of it</td></tr>
 * <tr><td>{@code await} of a barrier, by any party</td><td>the barrier's action</td></tr>
 * <tr><td>{@code await} of a barrier, by any party; its action</td><td>{@code await} of the same round returning, in
 * any party</td></tr>
 * <tr><td>{@code cancel()} of a timer</td><td>{@code join} returning (true), if the cancellation prevented the call of
 * the function</td></tr>
 * <tr><td>{@code cancel()} of a scope</td><td>a {@code Cancelled} because of it, {@code isCancelled()} returning
 * true</td></tr>
 * <tr><td>a call of a serialized iterator, or of a branch of a tee</td><td>the next call of the source, by any
 * thread</td></tr>
 * <tr><td>{@code put} of an item into a {@linkplain io.github.threading4j.queue queue}, by any method</td><td>the
 * {@code get} that takes it, by any method, or the step of a loop that takes it</td></tr>
 * <tr><td>{@code taskDone()} of a queue</td><td>{@code join} returning (true) because of it, or called after it and
 * returning (true)</td></tr>
 * <tr><td>{@code shutdown} of a queue</td><td>a {@code QueueShutDownException} because of it</td></tr>
 * <tr><td>{@code submit} to an {@linkplain io.github.threading4j.futures executor}, or {@code map}</td><td>the
 * task</td></tr>
 * <tr><td>the end of a task, {@code setResult} or {@code setException} of a future</td><td>{@code result}, {@code
 * exception} or {@code get} returning or throwing because of it, {@code done()} returning true, the callbacks</td></tr>
 * <tr><td>the end of the function's call for an item of a {@code map}</td><td>the step of the loop that returns its
 * result</td></tr>
 * <tr><td>{@code run} in a {@linkplain io.github.threading4j.contextvars.Context context}</td><td>the next {@code run}
 * in it</td></tr>
 * <tr><td>submitting a task to a {@linkplain io.github.threading4j.pool.ThreadPool thread pool}</td><td>the
 * task</td></tr>
 * <tr><td>the end of the function's call for an item of an {@code imap}</td><td>the {@code next} that returns its
 * result</td></tr>
 * <tr><td>the end of the task and of its callback</td><td>{@code get} or {@code await} of its result returning
 * (true)</td></tr>
 * <tr><td>entering or cancelling an event of a {@linkplain io.github.threading4j.sched.Scheduler scheduler}</td><td>the
 * event's action; {@code run} returning because of it</td></tr>
 * <tr><td>making a thing ready that a {@linkplain io.github.threading4j.select.Select select} waits for, such as {@code
 * put} or {@code release}</td><td>the function of the case that takes the thing</td></tr>
 * <tr><td>{@code submit} to a {@linkplain io.github.threading4j.taskgroups.TaskGroup task group}</td><td>the
 * task</td></tr>
 * <tr><td>the end of a task of a task group</td><td>{@code with} returning or throwing</td></tr>
 * <tr><td>a condition</td><td>has the effects of its lock, which {@code await} releases and acquires</td></tr>
 * </tbody>
 * </table>
 *
 * <p><b>No memory effects:</b> An {@code acquire} that failed or timed out, a {@code join} or {@code await} that timed
 * out or threw, a {@code signal} by itself, {@code clear()} of an event, {@code enumerate()}, and {@code locked()} and
 * all other queries of a state that the table does not list have no memory effects.
 */
@NullMarked
package io.github.threading4j;

import org.jspecify.annotations.NullMarked;
