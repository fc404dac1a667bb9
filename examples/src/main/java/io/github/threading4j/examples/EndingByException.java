package io.github.threading4j.examples;

import static io.github.threading4j.Threading.getDefaultExcepthook;
import static io.github.threading4j.Threading.setExcepthook;
import static java.util.Objects.requireNonNull;

import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.Map;

/** A thread ends with an exception, which is reported; the other threads continue. */
public final class EndingByException {
    private static final Map<Integer, Integer> balances = Map.of(1, 100);

    static void check(int account) {
        if (!balances.containsKey(account)) {
            throw new IllegalArgumentException("no such account: " + account);
        }
    }

    static void report(ExceptHookArgs args) {
        var thread = requireNonNull(args.thread());
        System.out.println(thread.getName() + " failed: " + args.exception().getMessage());
    }

    public static void main(String[] args) throws InterruptedException {
        var reported = new NamedThread(() -> check(41), "first");
        reported.start();
        reported.join();
        System.out.println("reported on stderr, with a traceback");

        setExcepthook(EndingByException::report);
        var hooked = new NamedThread(() -> check(42), "second");
        hooked.start();
        hooked.join();
        setExcepthook(getDefaultExcepthook());

        var leaving = new NamedThread(Threading::exit, "third");
        leaving.start();
        leaving.join();
        System.out.println("third left without a word");
    }
}
