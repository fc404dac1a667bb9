package io.github.threading4j.testing;

import io.github.threading4j.ExceptHookArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The uncaught exceptions of a test. A test that expects uncaught exceptions declares a parameter of this type and
 * takes them; an uncaught exception that is not taken fails the test.
 */
public final class Uncaught {
    private final LinkedBlockingQueue<ExceptHookArgs> exceptions = new LinkedBlockingQueue<>();

    Uncaught() {}

    void add(ExceptHookArgs args) {
        exceptions.add(args);
    }

    /** Takes the next exception, waiting until there is one. */
    public ExceptHookArgs take() {
        try {
            var args = exceptions.poll((long) Await.SECONDS, TimeUnit.SECONDS);
            if (args == null) {
                throw new AssertionError("no uncaught exception within " + Await.SECONDS + " s\n" + ThreadDump.all());
            }
            return args;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an uncaught exception", e);
        }
    }

    /** Takes all exceptions reported so far; the list can be empty. */
    public List<ExceptHookArgs> takeAll() {
        var taken = new ArrayList<ExceptHookArgs>();
        exceptions.drainTo(taken);
        return taken;
    }
}
