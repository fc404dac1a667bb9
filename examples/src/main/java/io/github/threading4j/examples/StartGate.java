package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runners wait at a gate until it opens for all of them together. */
public final class StartGate {
    private static final Event gate = new Event();
    private static final Lock lock = new Lock();
    private static final List<String> finished = new ArrayList<>();

    static void run(String name) throws InterruptedException {
        gate.await();
        lock.with(() -> finished.add(name));
    }

    public static void main(String[] args) throws InterruptedException {
        var runners = Stream.of("ada", "bob", "cy")
                .map(name -> new NamedThread(() -> run(name)))
                .toList();
        for (var runner : runners) {
            runner.start();
        }
        System.out.println("finished before the gate opens: " + finished.size());
        gate.set();
        for (var runner : runners) {
            runner.join();
        }
        System.out.println(
                "finished: " + String.join(", ", finished.stream().sorted().toList()));
    }
}
