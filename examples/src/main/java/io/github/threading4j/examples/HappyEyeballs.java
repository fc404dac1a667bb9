package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.taskgroups.TaskGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;

/** Connects to the first of several addresses that answers; a new attempt begins when the last one fails or is slow. */
public final class HappyEyeballs {
    private static final List<String> ADDRESSES = List.of("2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2");

    private final SimpleQueue<String> winners = new SimpleQueue<>();
    private final TaskGroup group = new TaskGroup();

    /** Simulates a network: the first address never answers, the second one refuses. */
    private static String connect(String address) throws IOException, InterruptedException {
        if (address.equals("2001:db8::1")) {
            new Event().await();
        }
        if (address.equals("2001:db8::2")) {
            throw new ConnectException("connection refused");
        }
        return "connection to " + address;
    }

    private void attempt(String address, Event failed) throws InterruptedException {
        try {
            winners.put(connect(address));
            group.cancel(); // ends the other attempts, and the body
        } catch (IOException e) {
            System.out.println(address + ": " + e.getMessage());
            failed.set();
        }
    }

    private static void awaitAtMost(double seconds, Event event) throws InterruptedException {
        var unused = event.await(seconds); // the next attempt begins in any case
    }

    private String run(List<String> addresses, double delay) throws InterruptedException {
        group.with(() -> {
            for (var address : addresses) {
                System.out.println("trying " + address);
                var failed = new Event();
                var unused = group.submit(() -> attempt(address, failed)); // the group waits for it
                awaitAtMost(delay, failed);
            }
        });
        return winners.get();
    }

    public static void main(String[] args) throws InterruptedException {
        System.out.println(new HappyEyeballs().run(ADDRESSES, 0.5));
    }
}
