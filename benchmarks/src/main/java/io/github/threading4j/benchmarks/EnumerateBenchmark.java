package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Lists the live threads. Compares this with copying a concurrent set of threads. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = "-Xmx4g")
public class EnumerateBenchmark {
    @Param({"10", "10000", "1000000"})
    public int threads;

    private final Event end = new Event();
    private final Set<Thread> set = ConcurrentHashMap.newKeySet();

    @Setup
    public void start() {
        for (var i = 0; i < threads; i++) {
            set.add(NamedThread.builder().virtual().start(end::await).toJavaThread());
        }
    }

    @TearDown
    public void stop() {
        end.set();
    }

    @Benchmark
    @Against(
            value = "copyOfSet",
            params = {"10", "10000", "1000000"})
    public List<NamedThread> enumerate() {
        return Threading.enumerate();
    }

    @Benchmark
    public List<Thread> copyOfSet() {
        return new ArrayList<>(set);
    }
}
