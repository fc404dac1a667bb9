package io.github.threading4j.examples;

import io.github.threading4j.Barrier;
import io.github.threading4j.NamedThread;
import io.github.threading4j.ReadWriteLock;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Threads share a cache: many may read it at the same time, but one that fills it is alone. */
public final class PriceCache {
    private static final ReadWriteLock lock = new ReadWriteLock("prices");
    private static final Map<String, Integer> prices = new HashMap<>();
    private static final Barrier together = new Barrier(3);

    static int price(String name) {
        try (var hold = lock.read().hold()) {
            if (prices.containsKey(name)) {
                return prices.get(name);
            }
        }
        try (var hold = lock.write().hold()) {
            if (!prices.containsKey(name)) {
                System.out.println("looking up " + name);
                prices.put(name, name.length());
            }
            return prices.get(name);
        }
    }

    static void shop(Queue<Integer> totals) throws Exception {
        totals.add(price("tea") + price("milk"));
        together.await(); // no thread writes any more
        try (var hold = lock.read().hold()) {
            together.await();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var totals = new ConcurrentLinkedQueue<Integer>();
        var shoppers = Stream.generate(() -> new NamedThread(() -> shop(totals)))
                .limit(3)
                .toList();
        for (var shopper : shoppers) {
            shopper.start();
        }
        for (var shopper : shoppers) {
            shopper.join();
        }
        System.out.println("they pay " + totals.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        System.out.println("all three were reading at the same time");
    }
}
