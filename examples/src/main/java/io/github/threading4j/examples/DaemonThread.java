package io.github.threading4j.examples;

import static io.github.threading4j.Threading.mainThread;
import static io.github.threading4j.Threading.sleep;

import io.github.threading4j.NamedThread;

/** The program waits for a non-daemon thread that saves data, but not for a daemon that would run forever. */
public final class DaemonThread {
    static void beat() throws InterruptedException {
        while (true) {
            sleep(0.01);
        }
    }

    static void save() throws InterruptedException {
        mainThread().join();
        System.out.println("saved, after main has ended");
    }

    public static void main(String[] args) {
        var heart = NamedThread.builder().name("heart").daemon(true).unstarted(DaemonThread::beat);
        heart.start();
        var saver = new NamedThread(DaemonThread::save, "saver");
        saver.start();
        System.out.println("main ends");
    }
}
