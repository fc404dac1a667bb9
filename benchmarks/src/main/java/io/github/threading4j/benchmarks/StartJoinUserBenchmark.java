package io.github.threading4j.benchmarks;

import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.JavaThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Creates, starts and joins a virtual thread that does almost nothing. */
@State(Scope.Benchmark)
public class StartJoinUserBenchmark {
    private long counter;

    private void work() {
        counter++;
    }

    @Benchmark
    @Against(value = "javaVirtualThread", atLeast = 0.95)
    public void virtualThread() throws InterruptedException {
        var thread = NamedThread.builder().virtual().start(this::work);
        thread.join();
    }

    @Benchmark
    @Against(value = "javaVirtualThread", atLeast = 0.95)
    public void virtualThreadDaemon() throws InterruptedException {
        var thread = NamedThread.builder().virtual().daemon(true).start(this::work);
        thread.join();
    }

    @Benchmark
    public void javaVirtualThread() throws InterruptedException {
        var thread = JavaThreads.newVirtual(this::work);
        thread.start();
        thread.join();
    }
}
