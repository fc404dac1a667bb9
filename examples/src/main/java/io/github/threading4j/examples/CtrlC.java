package io.github.threading4j.examples;

import static io.github.threading4j.Threading.interruptMainAtShutdown;
import static io.github.threading4j.Threading.sleep;

import io.github.threading4j.Timer;

/** Ctrl-C interrupts the main thread, which saves its work. */
public final class CtrlC {
    public static void main(String[] args) {
        interruptMainAtShutdown(5);
        new Timer(0.1, () -> System.exit(0)).start(); // like Ctrl-C, but with exit code 0
        var steps = 0;
        try {
            while (true) {
                sleep(0.01);
                steps++;
            }
        } catch (InterruptedException e) {
            System.out.println(steps > 0 ? "interrupted, after some steps" : "interrupted at once");
        } finally {
            System.out.println("saved");
        }
    }
}
