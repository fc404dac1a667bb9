package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline of three stages, one thread each: the stages run concurrently, and none runs far ahead. */
@SuppressWarnings("NullAway") // a null item marks the end
public final class Pipeline {
    private static final List<String> TEXT = List.of("simple is better than complex", "flat is better than nested");

    private record Entry(String word, int length) {}

    private Pipeline() {}

    static void split(Queue<@Nullable String> lines, Queue<@Nullable String> words) throws InterruptedException {
        String line;
        while ((line = lines.get()) != null) {
            for (var word : line.split(" ", -1)) {
                words.put(word);
            }
        }
        words.put(null);
    }

    private static void measure(Queue<@Nullable String> words, Queue<@Nullable Entry> lengths)
            throws InterruptedException {
        String word;
        while ((word = words.get()) != null) {
            lengths.put(new Entry(word, word.length()));
        }
        lengths.put(null);
    }

    private static void report(Queue<@Nullable Entry> lengths) throws InterruptedException {
        var longest = 0;
        Entry entry;
        while ((entry = lengths.get()) != null) {
            if (entry.length() > longest) {
                longest = entry.length();
                System.out.println(
                        "the longest word so far is " + entry.word() + ", with " + entry.length() + " letters");
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var lines = new Queue<@Nullable String>(2);
        var words = new Queue<@Nullable String>(2);
        var lengths = new Queue<@Nullable Entry>(2);
        var stages = List.of(
                new NamedThread(() -> split(lines, words)),
                new NamedThread(() -> measure(words, lengths)),
                new NamedThread(() -> report(lengths)));
        stages.forEach(NamedThread::start);
        for (var line : TEXT) {
            lines.put(line);
        }
        lines.put(null);
        for (var stage : stages) {
            stage.join();
        }
    }
}
