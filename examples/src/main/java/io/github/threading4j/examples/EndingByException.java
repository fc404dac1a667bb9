package io.github.threading4j.examples;

import static io.github.threading4j.Threading.defaultExcepthook;
import static io.github.threading4j.Threading.setExcepthook;
import static java.util.Objects.requireNonNull;

import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;

/** A thread ends by an exception: it is reported, and everybody else goes on. */
public final class EndingByException {
    static void withdraw(int account) {
        throw new IllegalArgumentException("no such account: " + account);
    }

    static void report(ExceptHookArgs args) {
        var thread = requireNonNull(args.thread());
        System.out.println(thread.getName() + " failed: " + args.exception().getMessage());
    }

    public static void main(String[] args) throws InterruptedException {
        var reported = new NamedThread(() -> withdraw(41), "first");
        reported.start();
        reported.join();
        System.out.println("reported on stderr, with a traceback");

        setExcepthook(EndingByException::report);
        var hooked = new NamedThread(() -> withdraw(42), "second");
        hooked.start();
        hooked.join();
        setExcepthook(defaultExcepthook());

        var leaving = new NamedThread(Threading::exit, "third");
        leaving.start();
        leaving.join();
        System.out.println("third left without a word");
    }
}
