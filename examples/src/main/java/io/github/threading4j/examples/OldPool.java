package io.github.threading4j.examples;

import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ThreadPool;
import java.util.ArrayList;
import java.util.List;

/** Python's multiprocessing.pool.ThreadPool: map, applyAsync with a callback, imap, noMoreTasks and join. */
public final class OldPool {
    static int square(int n) {
        return n * n;
    }

    public static void main(String[] args) throws InterruptedException {
        var pool = new ThreadPool(3);
        System.out.println(pool.map(OldPool::square, List.of(1, 2, 3, 4, 5)));
        var told = new ArrayList<Integer>();
        pool.applyAsync(() -> square(6), AsyncOptions.defaults().callback(told::add));
        var squares = new ArrayList<Integer>();
        pool.imap(OldPool::square, List.of(0, 1, 2, 3, 4)).forEach(squares::add);
        pool.noMoreTasks(); // close() in Python; in Java, close() would drop unfinished tasks
        pool.join();
        System.out.println(told + " " + squares);
    }
}
