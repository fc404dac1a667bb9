package io.github.threading4j.examples;

import static io.github.threading4j.Threading.sleep;

import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import java.util.stream.Stream;

/** Six clients share two connections; releasing a connection twice is detected. */
public final class ConnectionPool {
    private static final BoundedSemaphore connections = new BoundedSemaphore(2);
    private static final Lock lock = new Lock();
    private static int inUse;
    private static int most;

    static void query() throws InterruptedException {
        try (var connection = connections.hold()) {
            try (var hold = lock.hold()) {
                inUse++;
                most = Math.max(most, inUse);
            }
            sleep(0.01);
            lock.with(() -> inUse--);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var clients = Stream.generate(() -> new NamedThread(ConnectionPool::query))
                .limit(6)
                .toList();
        for (var client : clients) {
            client.start();
        }
        for (var client : clients) {
            client.join();
        }
        System.out.println(most <= 2 ? "never more than 2 connections in use" : "too many connections");
        try {
            connections.release();
        } catch (IllegalArgumentException e) {
            System.out.println("a connection was given back twice");
        }
    }
}
