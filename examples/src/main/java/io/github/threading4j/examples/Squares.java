package io.github.threading4j.examples;

import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.List;
import java.util.stream.IntStream;

/** A pool squares numbers: by map, in order, and by submit, in the order of completion. */
public final class Squares {
    static int square(int n) {
        return n * n;
    }

    public static void main(String[] args) {
        try (var executor = new ThreadPoolExecutor(3)) {
            System.out.println(
                    executor.map(Squares::square, List.of(1, 2, 3, 4, 5)).toList());
            var futures = IntStream.range(1, 6)
                    .mapToObj(n -> executor.submit(() -> square(n)))
                    .toList();
            int total = 0;
            for (var future : Futures.asCompleted(futures)) {
                total += future.resultNow();
            }
            System.out.println("total " + total);
        }
    }
}
