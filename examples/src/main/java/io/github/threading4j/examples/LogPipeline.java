package io.github.threading4j.examples;

import static java.util.Map.entry;

import io.github.threading4j.Barrier;
import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A pipeline summarizes the logs of a server, day by day: the stages run concurrently, but days are not mixed. */
public final class LogPipeline {
    private static final List<Map.Entry<String, List<String>>> DAYS = List.of(
            entry(
                    "monday.log",
                    List.of(
                            "200 GET /index.html 12 ms",
                            "200 GET /index.html 8 ms",
                            "404 GET /favicon.ico 1 ms",
                            "500 POST /orders 950 ms",
                            "200 POST /orders 40 ms")),
            entry(
                    "tuesday.log",
                    List.of(
                            "200 GET /index.html 9 ms",
                            "200 POST /orders 41 ms",
                            "-- rotated --",
                            "503 POST /orders 2000 ms")),
            entry("wednesday.log", List.of("200 GET /index.html 7 ms", "200 GET /orders 30 ms")));
    private static final int PARSERS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LogPipeline.class);

    private record Line(String day, @Nullable String text) {}

    private record Entry(int status, String method, String path, int millis) {
        static Entry of(String line) {
            var words = line.split(" ", -1);
            return new Entry(Integer.parseInt(words[0]), words[1], words[2], Integer.parseInt(words[3]));
        }
    }

    private final Queue<Line> lines = new Queue<>(4);
    private final Queue<Entry> entries = new Queue<>(2);
    private final Barrier dayOver = new Barrier(PARSERS, this::closeDay);
    // used by the counting thread, and by the barrier action while the counting thread waits
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private int slowest;

    private LogPipeline() {}

    private void read() throws InterruptedException {
        for (var day : DAYS) {
            for (var text : day.getValue()) {
                lines.put(new Line(day.getKey(), text));
            }
            for (int i = 0; i < PARSERS; i++) {
                lines.put(new Line(day.getKey(), null));
            }
        }
        lines.shutdown();
    }

    private void parse() throws InterruptedException, BrokenBarrierException {
        for (var line : lines.untilShutdown()) {
            MDC.put("day", line.day());
            var text = line.text();
            if (text == null) {
                dayOver.await();
                continue;
            }
            try {
                entries.put(Entry.of(text));
            } catch (NumberFormatException e) {
                LOG.warn("not an entry: {}", text);
            }
        }
    }

    private void count() {
        for (var entry : entries.untilShutdown()) {
            statuses.merge(entry.status() / 100, 1, Integer::sum);
            slowest = Math.max(slowest, entry.millis());
        }
    }

    private void closeDay() throws InterruptedException {
        entries.join();
        var requests = statuses.values().stream().mapToInt(n -> n).sum();
        LOG.info("{} requests, the slowest took {} ms", requests, slowest);
        if (statuses.containsKey(5)) {
            LOG.warn("{} requests failed", statuses.get(5));
        }
        statuses.clear();
        slowest = 0;
    }

    private void run() throws InterruptedException {
        var counter = new NamedThread(this::count, "counter");
        var parsers = Stream.generate(() -> new NamedThread(this::parse))
                .limit(PARSERS)
                .toList();
        counter.start();
        parsers.forEach(NamedThread::start);
        read();
        for (var parser : parsers) {
            parser.join();
        }
        entries.shutdown();
        counter.join();
    }

    public static void main(String[] args) throws InterruptedException {
        new LogPipeline().run(); // logback.xml defines the format of the lines
        LOG.info("all days are done");
    }
}
