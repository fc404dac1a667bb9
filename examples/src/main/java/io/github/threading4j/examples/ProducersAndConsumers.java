package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two producers, three consumers and a bounded queue: null tells a consumer to stop. */
@SuppressWarnings("NullAway") // a null item marks the end
public final class ProducersAndConsumers {
    private ProducersAndConsumers() {}

    static void produce(Queue<@Nullable Integer> numbers, int first) throws InterruptedException {
        for (int number = first; number < first + 10; number++) {
            numbers.put(number);
        }
    }

    static void consume(Queue<@Nullable Integer> numbers, SimpleQueue<Integer> sums) throws InterruptedException {
        var total = 0;
        Integer number;
        while ((number = numbers.get()) != null) {
            total += number;
        }
        sums.put(total);
    }

    public static void main(String[] args) throws InterruptedException {
        var numbers = new Queue<@Nullable Integer>(4);
        var sums = new SimpleQueue<Integer>();
        var producers = Stream.of(1, 11)
                .map(first -> new NamedThread(() -> produce(numbers, first)))
                .toList();
        var consumers = Stream.generate(() -> new NamedThread(() -> consume(numbers, sums)))
                .limit(3)
                .toList();
        for (var threads : List.of(producers, consumers)) {
            threads.forEach(NamedThread::start);
        }
        for (var thread : producers) {
            thread.join();
        }
        for (var ignored : consumers) {
            numbers.put(null);
        }
        for (var thread : consumers) {
            thread.join();
        }
        System.out.println("3 consumers got numbers that add up to " + (sums.get() + sums.get() + sums.get()));
        System.out.println("numbers left: " + numbers.qsize());
    }
}
