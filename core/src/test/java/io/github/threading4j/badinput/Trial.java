package io.github.threading4j.badinput;

import static java.util.stream.Collectors.toSet;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.Uncaught;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one call, and checks its outcome, the object and the thread. */
final class Trial implements AutoCloseable {
    private final Caller caller;
    private final Uncaught uncaught;
    private final ExceptHook hook = Threading.getExcepthook();
    private final long stackSize = Threading.stackSize();
    private final boolean inherit = Threading.getThreadInheritContext();

    Trial(Uncaught uncaught, long limitMillis) {
        this.caller = new Caller(limitMillis);
        this.uncaught = uncaught;
        Threading.currentThread(); // creates this thread's dummy, so that no call uses up its number
    }

    /** Returns the outcome of a call with a good value; the call is ended if it waits. */
    Outcome goodOutcome(Walk.Attempt attempt, Caller.Patience patience) {
        return new Run(attempt, patience, "as good", null).outcome;
    }

    /** Returns a problem if the outcome differs from that of a good call, and null otherwise. */
    @Nullable String meansTheSame(Walk.Attempt attempt, Outcome good) {
        return new Run(attempt, patience(good), "as good", good).problem;
    }

    /** Returns a problem if the outcome is not the expected one, and null otherwise. */
    @Nullable String problem(Walk.Attempt attempt, String expected, Supplier<Outcome> good) {
        return expected.equals("refused")
                ? new Run(attempt, Caller.Patience.ALL, expected, null).problem
                : new Run(attempt, patience(good.get()), expected, good.get()).problem;
    }

    private static Caller.Patience patience(Outcome good) {
        return good.kind() == Outcome.Kind.WAITS ? Caller.Patience.NONE : Caller.Patience.ALL;
    }

    @Override
    public void close() {
        caller.close();
    }

    /** One call, from the creation of its object to the cleanup. */
    private final class Run {
        private final Walk.Attempt attempt;
        private final Scene scene = new Scene();
        private @Nullable Object[] arguments = {};
        private final Outcome outcome;
        private final @Nullable String problem;

        Run(Walk.Attempt attempt, Caller.Patience patience, String expected, @Nullable Outcome good) {
            this.attempt = attempt;
            try {
                prepare();
                var before = Surroundings.of(scene.object);
                outcome = caller.call(this::call, patience, scene::release);
                problem = firstOf(judge(expected, good, before), afterwards(), leftover());
            } finally {
                restore();
                scene.end();
            }
        }

        private void prepare() {
            try {
                scene.object = attempt.state().maker().make(scene);
            } catch (Exception e) {
                throw new AssertionError("cannot create " + attempt, e);
            }
            var made = caller.call(
                    () -> {
                        scene.enter();
                        arguments = attempt.arguments(scene);
                        return true;
                    },
                    Caller.Patience.ALL,
                    () -> {});
            if (made.kind() != Outcome.Kind.RETURNS) {
                throw new AssertionError("cannot create the arguments of " + attempt, made.failure());
            }
        }

        private @Nullable Object call() throws Exception {
            return invoke(attempt.executable(), scene.object, arguments);
        }

        private @Nullable String judge(String expected, @Nullable Outcome good, Surroundings before) {
            if (outcome.kind() == Outcome.Kind.HANGS) {
                return "hangs at " + outcome.failure().getStackTrace()[0];
            }
            var like = good != null && outcome.shape().equals(good.shape());
            if (expected.startsWith("as ")) {
                return good == null || like ? null : outcome + " instead of " + good;
            }
            if (expected.equals("returns")) {
                return outcome.kind() == Outcome.Kind.RETURNS ? null : outcome.toString();
            }
            if (like && outcome.kind() != Outcome.Kind.RETURNS) {
                return null; // in this state, the call fails before it uses the argument
            }
            if (expected.equals("refused") || expected.startsWith("throws ")) {
                return firstOf(isRefused(expected), before.difference(Surroundings.of(scene.object)));
            }
            return arrives(expected);
        }

        private @Nullable String isRefused(String expected) {
            var failure = outcome.failure();
            if (failure == null) {
                return outcome.toString();
            }
            var value = arguments[attempt.spoiled()];
            var name = attempt.executable().getParameters()[attempt.spoiled()].getName();
            var type = failure.getClass().getSimpleName();
            var wanted = !expected.equals("refused")
                    ? expected.substring("throws ".length())
                    : value == null
                            ? "NullPointerException: " + name + ": null (expected "
                            : "IllegalArgumentException: ";
            var names = expected.equals("refused") && value != null
                    ? Pattern.matches(
                            "(?s)[^:]+: .*" + Pattern.quote(text(value)) + ".* \\(expected .+\\)", outcome.message())
                    : true;
            return names && (type + ": " + outcome.message()).startsWith(wanted)
                    ? null
                    : type + ": " + outcome.message();
        }

        private static String text(Object value) {
            return String.valueOf(value);
        }

        /** Returns a problem unless the argument's exception is thrown or reported as expected. */
        private @Nullable String arrives(String expected) {
            var thrown = scene.thrown;
            var failure = outcome.failure();
            return switch (expected) {
                case "caller" -> failure == thrown ? null : outcome.toString();
                case "wrapped" ->
                    failure == thrown && !isChecked(thrown) || isChecked(thrown) && wraps(failure, thrown)
                            ? null
                            : outcome.toString();
                case "result" -> outcome.kind() == Outcome.Kind.RETURNS ? inResult(thrown) : outcome.toString();
                case "hook" -> outcome.kind() == Outcome.Kind.RETURNS ? inHook(thrown) : outcome.toString();
                default -> "no such expectation";
            };
        }

        private static boolean isChecked(@Nullable Throwable thrown) {
            return thrown instanceof Exception && !(thrown instanceof RuntimeException);
        }

        private static boolean wraps(@Nullable Throwable failure, @Nullable Throwable thrown) {
            return failure instanceof CompletionException && failure.getCause() == thrown;
        }

        private @Nullable String inResult(@Nullable Throwable thrown) {
            var followed = follow();
            var failure = followed.failure();
            return failure == thrown || failure != null && failure.getCause() == thrown
                    ? null
                    : "the result " + followed;
        }

        private @Nullable String inHook(@Nullable Throwable thrown) {
            follow();
            var told = uncaught.take().exception();
            return told == thrown || told.getCause() == thrown ? null : "the excepthook receives " + told;
        }

        private Outcome follow() {
            scene.release();
            return caller.call(
                    () -> {
                        Aftermath.follow(scene.object, outcome.value());
                        return null;
                    },
                    Caller.Patience.ALL,
                    () -> {});
        }

        /**
         * Checks that the object still works after a call that has thrown an exception; returns a description of the
         * problem, if any. After a call that has returned, the object is not checked, since the call may have changed
         * it.
         */
        private @Nullable String afterwards() {
            var left = caller.call(this::leave, Caller.Patience.ALL, () -> {});
            scene.release();
            var probed = caller.call(
                    () -> {
                        Aftermath.dispose(outcome.value());
                        if (outcome.kind() != Outcome.Kind.RETURNS) {
                            Aftermath.probe(scene.object);
                        }
                        return null;
                    },
                    Caller.Patience.ALL,
                    () -> {});
            return left.kind() != Outcome.Kind.RETURNS
                    ? "afterwards " + left
                    : probed.kind() != Outcome.Kind.RETURNS ? "afterwards " + probed : null;
        }

        private @Nullable Object leave() throws Exception {
            try {
                scene.leave();
            } catch (IllegalMonitorStateException e) {
                // the call itself has taken the object out of its state
            }
            return null;
        }

        private @Nullable String leftover() {
            var left = uncaught.takeAll();
            return left.isEmpty() ? null : "uncaught " + left.get(0);
        }
    }

    /** Restores the global settings. */
    private void restore() {
        Threading.setExcepthook(hook);
        Threading.stackSize(stackSize);
        Threading.setThreadInheritContext(inherit);
        FaultHandler.cancelDumpTracebackLater();
    }

    private static @Nullable Object invoke(Executable executable, @Nullable Object object, @Nullable Object[] arguments)
            throws Exception {
        try {
            return executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) executable).invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw Thrown.<RuntimeException>asIs(e.getCause());
        }
    }

    private static @Nullable String firstOf(@Nullable String... problems) {
        for (var problem : problems) {
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /**
     * The state that a rejected call must not change.
     *
     * @param state the {@code toString} of the object, and the global settings
     * @param threads the library's threads
     * @param retained the number of threads that keep the JVM alive
     * @param nextNumber the number in the next default name of a thread
     */
    private record Surroundings(String state, Set<NamedThread> threads, int retained, long nextNumber) {
        static Surroundings of(@Nullable Object object) {
            var number = new NamedThread(() -> {}).getName().substring("Thread-".length());
            return new Surroundings(
                    object + ", stackSize=" + Threading.stackSize() + ", hook=" + Threading.getExcepthook()
                            + ", inherit=" + Threading.getThreadInheritContext(),
                    Threading.enumerate().stream()
                            .filter(thread -> !thread.getName().startsWith("Dummy-"))
                            .collect(toSet()),
                    KeepAlive.JVM.retained(),
                    Long.parseLong(number));
        }

        /** Returns a problem if anything has changed. Threads of earlier calls may have ended. */
        @Nullable String difference(Surroundings after) {
            if (!state.equals(after.state)) {
                return "has changed " + state + " to " + after.state;
            }
            if (!threads.containsAll(after.threads) || after.retained > retained) {
                return "has left a thread of " + after.threads + ", retained=" + after.retained;
            }
            return after.nextNumber == nextNumber + 1 ? null : "has taken the number of a thread";
        }
    }
}
