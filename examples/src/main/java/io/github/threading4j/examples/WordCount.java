package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pool counts words, while a daemon reports the progress. */
public final class WordCount {
    static final List<String> TEXT = List.of("to be or not to be", "that is the question", "to be is to do");
    static final Map<String, Integer> words = new HashMap<>();
    static final Lock lock = new Lock();
    static final Event done = new Event();

    static int count(String line) {
        for (var word : line.split(" ", -1)) {
            try (var hold = lock.hold()) {
                words.merge(word, 1, Integer::sum);
            }
        }
        return line.split(" ", -1).length;
    }

    static void report() throws InterruptedException {
        while (!done.await(5.0)) {
            lock.with(() -> System.out.println(words.size() + " words so far"));
        }
    }

    public static void main(String[] args) {
        NamedThread.builder().name("reporter").daemon(true).start(WordCount::report);
        int total;
        try (var pool = new ThreadPoolExecutor(2)) {
            total = pool.map(WordCount::count, TEXT).stream().mapToInt(n -> n).sum();
        }
        done.set();
        System.out.println(total + " words, " + words.get("be") + " of them be");
    }
}
