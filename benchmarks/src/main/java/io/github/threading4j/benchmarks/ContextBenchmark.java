package io.github.threading4j.benchmarks;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reads the variables of a context in turn, and takes a snapshot of the context, which has one or a hundred variables.
 * Compares this with reading {@link ThreadLocal}s, and with copying their values to a map that could be passed to
 * another thread. Runs in a platform thread created by this library.
 */
@State(Scope.Thread)
@Fork(
        jvmArgsAppend = {
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=io.github.threading4j.benchmarks.CurrentThreadBenchmark$NamedThreadExecutor$Platform"
        })
public class ContextBenchmark {
    @Param({"1", "100"})
    public int variables;

    private final List<ContextVar<Integer>> vars = new ArrayList<>();
    private final List<ThreadLocal<Integer>> locals = new ArrayList<>();

    /** The index of the variable to read next. */
    private int next;

    /** Sets the variables in the new thread of each iteration. */
    @Setup(Level.Iteration)
    public void set() {
        vars.clear();
        locals.clear();
        for (var i = 0; i < variables; i++) {
            var variable = new ContextVar<Integer>("v" + i);
            variable.set(i);
            vars.add(variable);
            var local = new ThreadLocal<Integer>();
            local.set(i);
            locals.add(local);
        }
    }

    private int turn() {
        next = next + 1 < variables ? next + 1 : 0;
        return next;
    }

    @Benchmark
    @Against(
            value = "threadLocal",
            params = {"1", "100"})
    public int get() {
        return vars.get(turn()).get();
    }

    @Benchmark
    public int threadLocal() {
        return locals.get(turn()).get();
    }

    @Benchmark
    @Against(
            value = "copyOfValues",
            params = {"1", "100"})
    public Context copyContext() {
        return Context.copyContext();
    }

    @Benchmark
    public Map<ThreadLocal<Integer>, Integer> copyOfValues() {
        var copy = new HashMap<ThreadLocal<Integer>, Integer>();
        for (var local : locals) {
            copy.put(local, local.get());
        }
        return copy;
    }
}
