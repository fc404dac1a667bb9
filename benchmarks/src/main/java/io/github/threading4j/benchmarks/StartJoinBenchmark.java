package io.github.threading4j.benchmarks;

import io.github.threading4j.NamedThread;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Creates, starts and joins a platform thread that does almost nothing. */
@State(Scope.Benchmark)
public class StartJoinBenchmark {
    private long counter;

    private void work() {
        counter++;
    }

    @Benchmark
    @Against(value = "javaPlatformThread", atLeast = 0.95)
    public void platformThread() throws InterruptedException {
        var thread = new NamedThread(this::work);
        thread.start();
        thread.join();
    }

    @Benchmark
    public void javaPlatformThread() throws InterruptedException {
        var thread = new Thread(this::work);
        thread.start();
        thread.join();
    }
}
