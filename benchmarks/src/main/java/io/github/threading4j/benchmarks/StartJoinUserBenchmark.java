package io.github.threading4j.benchmarks;

import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.JavaThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Makes a virtual thread that does next to nothing, starts it and joins it. */
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
