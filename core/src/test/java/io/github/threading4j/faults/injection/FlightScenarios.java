package io.github.threading4j.faults.injection;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.insight.DeadlockException;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.Queue;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import jdk.jfr.Recording;

/** A flight recording: a failure may cost an event, and nothing else. */
final class FlightScenarios {
    private static final List<String> EVENTS = List.of(
            "threading4j.Wait",
            "threading4j.Task",
            "threading4j.Deadlock",
            "threading4j.LongWait",
            "threading4j.HeldAtEnd");

    private FlightScenarios() {}

    /** Started once, since this takes long, and without our events, which only the scenarios here enable. */
    private static final class Recorder {
        static final Recording RECORDING = started();

        private static Recording started() {
            var recording = new Recording();
            EVENTS.forEach(recording::disable);
            recording.setToDisk(false);
            recording.start();
            return recording;
        }
    }

    static void add(Scenarios.Book book) {
        book.add("recorded waits", trial -> whileRecording(() -> waits(trial)), FlightScenarios::isOfAnEvent);
        book.add("recorded tasks", trial -> whileRecording(() -> tasks(trial)), FlightScenarios::isOfAnEvent);
        book.add("recorded findings", trial -> whileRecording(() -> findings(trial)), FlightScenarios::isOfAFinding);
    }

    private static boolean isOfAnEvent(Site site) {
        return Stream.of(
                        "FlightRecording",
                        "RecordedWait",
                        "WaitTrace",
                        "TaskTrace",
                        "Event.",
                        "FindingEvents",
                        "innermost",
                        "nameIn",
                        "QueuedSync.",
                        "Mutex.",
                        "Latch.")
                .anyMatch(site.toString()::contains);
    }

    private static boolean isOfAFinding(Site site) {
        return Stream.of("FindingEvents", "innermost").anyMatch(site.toString()::contains);
    }

    private static void whileRecording(ThrowingRunnable<?> scenario) throws Throwable {
        EVENTS.forEach(event -> Recorder.RECORDING.enable(event).withoutThreshold());
        try {
            scenario.run();
        } finally {
            EVENTS.forEach(Recorder.RECORDING::disable);
        }
    }

    private static void waits(Trial trial) throws Throwable {
        var lock = new Lock("lock");
        lock.acquire();
        var acquiring = trial.fork(() -> trial.attempt(lock::acquire));
        Trial.parks(acquiring);
        lock.release();
        trial.ends(acquiring);
        var event = new Event();
        var waiting = trial.fork(() -> trial.attempt(event::await));
        Trial.parks(waiting);
        event.set();
        trial.ends(waiting);
        var queue = new Queue<Integer>();
        var getting = trial.fork(() -> trial.attempt(queue::get));
        Trial.parks(getting);
        trial.attempt(() -> queue.put(1));
        trial.calm();
        queue.put(2); // in case the first one was not added
        trial.ends(getting);
        trial.equal("the queue is usable", queue.qsize() <= 2, true);
    }

    private static void tasks(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)));
        if (executor != null) {
            var future = trial.tryGet(() -> executor.submit(() -> 1));
            if (future != null) {
                trial.attempt(future::result);
            }
            var deadlocked = trial.tryGet(
                    () -> executor.submit(() -> executor.submit(() -> 1).result()));
            if (deadlocked != null) {
                trial.attempt(deadlocked::result, DeadlockException.class);
            }
        }
        var pool = trial.closing(trial.tryGet(() -> new ThreadPool(1)));
        if (pool != null) {
            trial.attempt(() -> pool.map(n -> n, List.of(1, 2)));
        }
    }

    /** A deadlock, a long wait and a lock held at the end are passed to the handler, even if they have no event. */
    private static void findings(Trial trial) throws Throwable {
        try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
            var kinds = new ConcurrentHashMap<Class<?>, Boolean>();
            var options = WatchOptions.defaults().every(0.001).longerThan(0.001);
            trial.closing(Insight.watch(options, finding -> kinds.put(finding.getClass(), true)));
            NamedThread.builder().start(new RLock("held")::acquire).join();
            var event = new Event();
            var waiting = trial.fork(() -> trial.attempt(event::await));
            var a = new RLock("a");
            var b = new RLock("b");
            var both = new CountDownLatch(2);
            var left = trial.fork(() -> InsightScenarios.takeBoth(trial, a, b, both));
            var right = trial.fork(() -> InsightScenarios.takeBoth(trial, b, a, both));
            Trial.eventually("all are found: " + kinds, () -> kinds.size() == 3);
            trial.calm();
            event.set();
            left.interrupt();
            right.interrupt();
            trial.ends(waiting);
            trial.ends(left);
            trial.ends(right);
        }
    }
}
