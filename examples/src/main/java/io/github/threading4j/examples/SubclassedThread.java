package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import java.util.stream.IntStream;

/** A subclass of NamedThread stores its result in a field, which is read after the join. */
public final class SubclassedThread {
    private static final class Summer extends NamedThread {
        private final IntStream numbers;
        int total;

        Summer(IntStream numbers) {
            super("summer");
            this.numbers = numbers;
        }

        @Override
        public void run() {
            numbers.forEach(number -> total += number);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var small = new Summer(IntStream.range(1, 11));
        var large = new Summer(IntStream.range(1, 101));
        small.start();
        large.start();
        small.join();
        large.join();
        System.out.println("the sum of 1 to 10 is " + small.total);
        System.out.println("the sum of 1 to 100 is " + large.total);
    }
}
