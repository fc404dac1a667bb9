package io.github.threading4j.contextvars;

import io.github.threading4j.contextvars.VarMap.Entry;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@linkplain ContextVar context variables}: Python's {@code contextvars.Context}.
 *
 * <p>Each thread runs in a context, at first in an empty one or in a copy of its starter's. {@link #copyContext()} is a
 * snapshot of the calling thread's, and changes of either do not show in the other. {@link #run} runs something in a
 * context: what it sets stays in that context and nowhere else. A context is run in by one thread at a time, and not
 * again from within. Any thread may ask what is in it.
 *
 * <p>Nothing here waits. {@code context.run(user::get)} is ambiguous, since {@code get} has several forms and {@code
 * run} takes a value or an action: write {@code context.run(() -> user.get())}.
 *
 * <pre>{@code
 * var user = new ContextVar<String>("user");
 * user.set("ada");
 * var context = Context.copyContext();
 * context.run(() -> user.set("bob"));
 * System.out.println(user.get() + " " + context.get(user));   // ada bob
 *
 * try (var pool = new ThreadPoolExecutor(2)) {
 *     System.out.println(pool.submit(Context.wrap(() -> "for " + user.get())).result());   // for ada
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> The methods of a mapping are those of {@link #asMap()}; two contexts are equal if
 * they are the same. {@link #wrap(Callable)} is there for pools, and SLF4J's MDC can be part of each context.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link ThreadLocal} belongs to a thread and does not follow the
 * work to another one; an {@link InheritableThreadLocal} does so only where a thread is made, so never into a pool.
 *
 * <p>Memory consistency effects: {@code run} happens-before the next {@code run} of the same context, in any thread.
 * What a thread did before {@code copyContext} or {@code wrap} happens-before nothing by itself: that is up to how the
 * context is handed over. See the <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>A snapshot costs the same whatever is in the context; reading and setting a variable, time in proportion to the
 * logarithm of how many variables there are, to the base of 32.
 *
 * @since 0.1.0
 */
public final class Context {
    private static final VarHandle ENTERED = VarHandles.field(MethodHandles.lookup(), "entered", boolean.class);

    /** Changed only by the thread that has entered it; volatile for those who ask from outside. */
    private volatile VarMap vars;

    /** Whether a thread runs in it. Transitions: false -> true by enter(), true -> false by exit(). */
    private volatile boolean entered;

    // Of the thread that has entered it.

    /** What was current before. */
    private @Nullable Object outer;

    /** What was in the MDC before, if that is carried. */
    private @Nullable Map<String, String> outerMdc;

    /** What the MDC has or had at the end of the last run; null if this context does not carry it. */
    private @Nullable Map<String, String> mdc;

    /** Makes an empty context. */
    public Context() {
        this(VarMap.EMPTY, Mdc.empty());
    }

    private Context(VarMap vars, @Nullable Map<String, String> mdc) {
        this.vars = vars;
        this.mdc = mdc;
    }

    /**
     * A snapshot of what the calling thread runs in: Python's {@code copy_context()}.
     *
     * @return a new context
     */
    public static Context copyContext() {
        var current = CurrentContext.orNull();
        return new Context(current == null ? VarMap.EMPTY : current.vars, Mdc.snapshot());
    }

    /**
     * A context with the same values, in which nobody runs.
     *
     * @return a new context
     */
    public Context copy() {
        return this == CurrentContext.orNull() ? copyContext() : new Context(vars, mdc);
    }

    /**
     * The value that a variable has here.
     *
     * @param var the variable
     * @param <T> the type of its values
     * @return the value, or null if it has none, whatever its default is
     * @throws NullPointerException if {@code var} is null
     */
    public <T extends @Nullable Object> @Nullable T get(ContextVar<T> var) {
        var entry = entry(Checks.notNull(var, "var"));
        return entry == null ? null : var.value(entry);
    }

    /**
     * The value that a variable has here, or another one.
     *
     * @param var the variable
     * @param otherwise what to return if it has none
     * @param <T> the type of its values
     * @return the value, or {@code otherwise}
     * @throws NullPointerException if {@code var} is null
     */
    public <T extends @Nullable Object> T get(ContextVar<T> var, T otherwise) {
        var entry = entry(Checks.notNull(var, "var"));
        return entry == null ? otherwise : var.value(entry);
    }

    /**
     * Returns whether a variable has a value in this context; its default does not count.
     *
     * @param var the variable
     * @return true if it has
     * @throws NullPointerException if {@code var} is null
     */
    public boolean contains(ContextVar<?> var) {
        return entry(Checks.notNull(var, "var")) != null;
    }

    /**
     * {@return whether there is nothing in it at this moment: no variable has a value, and SLF4J's MDC, if that is
     * carried, is empty}
     */
    public boolean isEmpty() {
        return vars.isEmpty() && (mdc == null || mdc.isEmpty());
    }

    /**
     * All values, at this moment.
     *
     * @return an unmodifiable copy, in no particular order
     */
    public Map<ContextVar<?>, @Nullable Object> asMap() {
        var map = new LinkedHashMap<ContextVar<?>, @Nullable Object>();
        vars.copyInto(map);
        return Collections.unmodifiableMap(map);
    }

    /**
     * Runs something in this context and returns its value.
     *
     * @param body what to run
     * @param <T> the type of the value
     * @param <X> what the body throws
     * @return the value of the body
     * @throws X if the body throws it
     * @throws IllegalStateException if a thread runs in this context already, this one or another
     * @throws NullPointerException if {@code body} is null
     */
    public <T extends @Nullable Object, X extends Throwable> T run(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        enter();
        try {
            return body.get();
        } finally {
            exit();
        }
    }

    /**
     * Runs something in this context.
     *
     * @param body what to run
     * @param <X> what the body throws
     * @throws X if the body throws it
     * @throws IllegalStateException if a thread runs in this context already, this one or another
     * @throws NullPointerException if {@code body} is null
     */
    public <X extends Throwable> void run(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        enter();
        try {
            body.run();
        } finally {
            exit();
        }
    }

    /**
     * Makes a task run in a copy of the calling thread's context, as it is now, in whichever thread it is called.
     *
     * @param task the task
     * @param <T> the type of its value
     * @return a task that may be called often, and by several threads at once: each call has a copy of its own
     * @throws NullPointerException if {@code task} is null
     */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Checks.notNull(task, "task");
        var snapshot = copyContext();
        return () -> snapshot.copy().run(task::call);
    }

    /**
     * Makes a task without a value run in a copy of the calling thread's context, as {@link #wrap(Callable)}.
     *
     * @param task the task
     * @return a task that may be called often, and by several threads at once
     * @throws NullPointerException if {@code task} is null
     */
    public static Target wrap(Target task) {
        Checks.notNull(task, "task");
        var snapshot = copyContext();
        return () -> snapshot.copy().run(task::run);
    }

    /**
     * Makes each task of an executor run in a copy of the context of the thread that hands it over.
     *
     * @param executor where the tasks run
     * @return an executor for {@link java.util.concurrent.CompletableFuture} and the like
     * @throws NullPointerException if {@code executor} is null
     */
    public static Executor wrap(Executor executor) {
        Checks.notNull(executor, "executor");
        return task -> {
            Checks.notNull(task, "task");
            var snapshot = copyContext();
            executor.execute(() -> snapshot.run(task::run));
        };
    }

    /**
     * Switches on, or off, that contexts made from now on have a copy of SLF4J's {@link org.slf4j.MDC} in them, as if
     * it were one more variable: a snapshot has what the thread had, {@code run} brings it, keeps what changed, and
     * takes it away. Off unless this was called. An MDC that fails as {@code run} begins has the body not run and its
     * exception thrown; one that fails as {@code run} ends has its exception reported to the excepthook. The context is
     * left in either case.
     *
     * @param carried whether contexts have it
     */
    public static void carryMdc(boolean carried) {
        Mdc.carried = carried;
    }

    /** {@return whether contexts have a copy of SLF4J's MDC in them} */
    public static boolean carriesMdc() {
        return Mdc.carried;
    }

    /** Enters it, or leaves everything as it was. */
    private void enter() {
        var before = CurrentContext.place();
        if (!ENTERED.compareAndSet(this, false, true)) {
            throw new IllegalStateException("cannot enter context: " + this + " is already entered");
        }
        outer = before;
        try {
            CurrentContext.enter(this);
            if (mdc != null) {
                enterMdc(mdc);
            }
        } catch (Throwable e) {
            leave();
            throw e;
        }
    }

    private void enterMdc(Map<String, String> contents) {
        var before = Mdc.current();
        try {
            Mdc.set(contents);
            outerMdc = before;
        } catch (Throwable e) {
            try {
                Mdc.set(before); // it may have got half of the way
            } catch (Throwable again) {
                if (again != e) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }

    /**
     * Leaves it, whatever the MDC does: what that throws is reported, since what the body returned or threw has gone
     * before.
     */
    private void exit() {
        var failure = outerMdc == null ? null : exitMdc(outerMdc);
        leave();
        if (failure != null) {
            ThreadingAccess.get().report(failure);
        }
    }

    /** Keeps what is in the MDC and brings back what was; returns what that failed with. */
    private @Nullable Throwable exitMdc(Map<String, String> before) {
        try {
            try {
                mdc = Mdc.current();
            } finally {
                Mdc.set(before);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Has the thread run in what was current before; calls nothing that can fail. */
    private void leave() {
        outerMdc = null;
        CurrentContext.restore(outer);
        outer = null;
        entered = false;
    }

    @Nullable Entry entry(ContextVar<?> var) {
        return vars.get(var);
    }

    void put(Entry entry) {
        vars = vars.with(entry);
    }

    void remove(ContextVar<?> var) {
        vars = vars.without(var);
    }

    @Override
    public String toString() {
        return "Context[" + asMap().size() + " variables" + (entered ? ", entered]" : "]");
    }
}
