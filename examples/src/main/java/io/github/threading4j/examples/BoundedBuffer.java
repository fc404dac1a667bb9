package io.github.threading4j.examples;

import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import java.util.ArrayDeque;

/** A producer and a consumer share a buffer with capacity for three items: two conditions use one lock. */
public final class BoundedBuffer {
    private final int size;
    private final ArrayDeque<String> items = new ArrayDeque<>();
    private final Lock lock = new Lock();
    private final Condition notFull = new Condition(lock);
    private final Condition notEmpty = new Condition(lock);

    BoundedBuffer(int size) {
        this.size = size;
    }

    void put(String item) throws InterruptedException {
        try (var hold = notFull.hold()) {
            notFull.awaitFor(() -> items.size() < size);
            items.addLast(item);
            notEmpty.signal();
        }
    }

    String take() throws InterruptedException {
        try (var hold = notEmpty.hold()) {
            notEmpty.awaitFor(() -> !items.isEmpty());
            var item = items.removeFirst();
            notFull.signal();
            return item;
        }
    }

    static void produce(BoundedBuffer buffer) throws InterruptedException {
        for (int number = 1; number < 11; number++) {
            buffer.put("item " + number);
        }
        buffer.put("the end");
    }

    public static void main(String[] args) throws InterruptedException {
        var buffer = new BoundedBuffer(3);
        var producer = new NamedThread(() -> produce(buffer));
        producer.start();
        for (var item = buffer.take(); !item.equals("the end"); item = buffer.take()) {
            System.out.println("took " + item);
        }
        producer.join();
    }
}
