package io.github.threading4j.examples;

import static io.github.threading4j.Threading.currentThread;

import io.github.threading4j.NamedThread;

/** A thread says hello, and the main thread waits for it. */
public final class HelloThread {
    static void hello(String whom) {
        System.out.println("hello, " + whom + ", from " + currentThread().getName());
    }

    public static void main(String[] args) throws InterruptedException {
        var thread = new NamedThread(() -> hello("world"), "greeter");
        thread.start();
        thread.join();
        System.out.println(thread.getName() + " has ended");
    }
}
