package io.github.threading4j.examples;

import static io.github.threading4j.Threading.currentThread;

import io.github.threading4j.Timer;

/** One timer calls a function after a delay; another timer is cancelled before its function is called. */
public final class DelayedCall {
    static void call(String what) {
        System.out.println(what + ", in " + currentThread().getName());
    }

    public static void main(String[] args) throws InterruptedException {
        var tea = new Timer(0.1, () -> call("the tea is ready"));
        tea.setName("tea");
        var alarm = new Timer(3600, () -> call("alarm"));
        tea.start();
        alarm.start();
        alarm.cancel();
        tea.join();
        alarm.join();
        System.out.println("no alarm");
    }
}
