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
 * A set of values of {@linkplain ContextVar context variables}: Python's {@code contextvars.Context}.
 *
 * <p>Each thread runs in a context, initially an empty one or a copy of the context of the thread that started it.
 * {@link #copyContext()} returns a snapshot of the calling thread's context; later changes to the context do not affect
 * the snapshot, and changes to the snapshot do not affect the context. {@link #run} runs code in a context: variables
 * that the code sets change in that context only. At most one thread at a time can run in a context, and that thread
 * can't enter the same context again. Any thread may read the values in a context.
 *
 * <p>No method waits. The compiler rejects {@code context.run(user::get)} as ambiguous, since {@code get} is overloaded
 * and {@code run} accepts either a supplier or an action; write {@code context.run(() -> user.get())}.
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
 * <p><b>Differences from Python.</b> {@link #asMap()} provides the methods of a mapping; contexts are compared by
 * identity. {@link #wrap(Callable)} is an addition for pools, and each context can include SLF4J's MDC.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link ThreadLocal} belongs to a thread and does not follow the
 * work to another thread; the value of an {@link InheritableThreadLocal} is passed on only when a thread is created, so
 * it does not reach the existing threads of a pool.
 *
 * <p>Memory consistency effects: {@code run} happens-before the next {@code run} in the same context, in any thread.
 * {@code copyContext} and {@code wrap} have no memory effects by themselves: the effects depend on how the context is
 * passed to another thread. See the <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>A snapshot takes constant time; reading and setting a variable take time proportional to the base-32 logarithm of
 * the number of variables.
 *
 * @since 0.1.0
 */
public final class Context {
    private static final VarHandle ENTERED = VarHandles.field(MethodHandles.lookup(), "entered", boolean.class);

    /** Changed only by the thread that has entered the context; volatile, since any thread may read it. */
    private volatile VarMap vars;

    /** Whether a thread runs in the context. Transitions: false -> true by enter(), true -> false by exit(). */
    private volatile boolean entered;

    // The following fields belong to the thread that has entered the context.

    /** The context that was current before this one was entered. */
    private @Nullable Object outer;

    /** The contents of the MDC before this context was entered, if this context includes the MDC. */
    private @Nullable Map<String, String> outerMdc;

    /**
     * This context's contents of the MDC: each run installs them in the thread's MDC when it begins, and saves them
     * when it ends. Null if this context does not include the MDC.
     */
    private @Nullable Map<String, String> mdc;

    /** Creates an empty context. */
    public Context() {
        this(VarMap.EMPTY, Mdc.empty());
    }

    private Context(VarMap vars, @Nullable Map<String, String> mdc) {
        this.vars = vars;
        this.mdc = mdc;
    }

    /**
     * Returns a snapshot of the calling thread's context: Python's {@code copy_context()}.
     *
     * @return a new context
     */
    public static Context copyContext() {
        var current = CurrentContext.orNull();
        return new Context(current == null ? VarMap.EMPTY : current.vars, Mdc.snapshot());
    }

    /**
     * Returns a copy of this context. No thread runs in the copy.
     *
     * @return a new context
     */
    public Context copy() {
        return this == CurrentContext.orNull() ? copyContext() : new Context(vars, mdc);
    }

    /**
     * Returns the value that a variable has in this context.
     *
     * @param var the variable
     * @param <T> the type of its values
     * @return the value, or null if the variable has no value in this context, even if it has a default
     * @throws NullPointerException if {@code var} is null
     */
    public <T extends @Nullable Object> @Nullable T get(ContextVar<T> var) {
        var entry = entry(Checks.notNull(var, "var"));
        return entry == null ? null : var.value(entry);
    }

    /**
     * Returns the value that a variable has in this context, or otherwise the given value.
     *
     * @param var the variable
     * @param otherwise the value to return if the variable has none
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
     * @return true if the variable has a value
     * @throws NullPointerException if {@code var} is null
     */
    public boolean contains(ContextVar<?> var) {
        return entry(Checks.notNull(var, "var")) != null;
    }

    /**
     * {@return whether this context is currently empty: no variable has a value, and SLF4J's MDC, if it is included, is
     * empty}
     */
    public boolean isEmpty() {
        return vars.isEmpty() && (mdc == null || mdc.isEmpty());
    }

    /**
     * Returns all current values.
     *
     * @return an unmodifiable copy, in no particular order
     */
    public Map<ContextVar<?>, @Nullable Object> asMap() {
        var map = new LinkedHashMap<ContextVar<?>, @Nullable Object>();
        vars.copyInto(map);
        return Collections.unmodifiableMap(map);
    }

    /**
     * Runs code in this context and returns its value.
     *
     * @param body the code to run
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value of the body
     * @throws X if the body throws it
     * @throws IllegalStateException if the calling thread or another thread already runs in this context
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
     * Runs code in this context.
     *
     * @param body the code to run
     * @param <X> the type of exception that the body throws
     * @throws X if the body throws it
     * @throws IllegalStateException if the calling thread or another thread already runs in this context
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
     * Returns a task that runs the given task in a copy of the calling thread's current context, regardless of which
     * thread calls the returned task.
     *
     * @param task the task
     * @param <T> the type of its value
     * @return a task that may be called repeatedly, and by several threads at the same time: each call has its own copy
     * @throws NullPointerException if {@code task} is null
     */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Checks.notNull(task, "task");
        var snapshot = copyContext();
        return () -> snapshot.copy().run(task::call);
    }

    /**
     * Like {@link #wrap(Callable)}, but for a task that does not return a value.
     *
     * @param task the task
     * @return a task that may be called repeatedly, and by several threads at the same time
     * @throws NullPointerException if {@code task} is null
     */
    public static Target wrap(Target task) {
        Checks.notNull(task, "task");
        var snapshot = copyContext();
        return () -> snapshot.copy().run(task::run);
    }

    /**
     * Returns an executor that runs each task in a copy of the context of the thread that submits it.
     *
     * @param executor the executor that runs the tasks
     * @return an executor, for example for use with {@link java.util.concurrent.CompletableFuture}
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
     * Sets whether contexts that are created from now on include a copy of SLF4J's {@link org.slf4j.MDC}, as if it were
     * another variable; by default they do not. A snapshot copies the MDC of the calling thread; {@code run} installs
     * the copy and, at its end, saves the changed contents and restores the thread's previous MDC. If the MDC fails at
     * the start of {@code run}, its exception is thrown and the body does not run; if it fails at the end, the
     * exception is reported to the excepthook. In either case, the thread leaves the context.
     *
     * @param carried whether contexts include the MDC
     */
    public static void carryMdc(boolean carried) {
        Mdc.carried = carried;
    }

    /** {@return whether new contexts include a copy of SLF4J's MDC} */
    public static boolean carriesMdc() {
        return Mdc.carried;
    }

    /** Enters this context; if that fails, changes nothing. */
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
                Mdc.set(before); // the MDC may have been changed partially
            } catch (Throwable again) {
                if (again != e) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }

    /**
     * Leaves this context, even if the MDC throws an exception. That exception is reported, not thrown, since the
     * body's result or exception takes precedence.
     */
    private void exit() {
        var failure = outerMdc == null ? null : exitMdc(outerMdc);
        leave();
        if (failure != null) {
            ThreadingAccess.get().report(failure);
        }
    }

    /**
     * Saves the contents of the MDC and restores its previous contents; returns the exception if either step fails, and
     * null otherwise.
     */
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

    /** Makes the previous context current again; calls nothing that can fail. */
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
