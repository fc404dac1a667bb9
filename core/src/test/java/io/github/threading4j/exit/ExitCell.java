package io.github.threading4j.exit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cell of the exit matrix: a program, and its expected end.
 *
 * @param end what ends the program
 * @param hook the excepthook or handler that receives unretrieved failures
 * @param work the work in progress when the program ends
 * @param threads the kind of thread that does the work
 */
record ExitCell(End end, Hook hook, Work work, Threads threads) {
    /** What ends the program, and the expected exit code. */
    enum End {
        MAIN_RETURNS(0),
        SYSTEM_EXIT(3),
        SIGTERM(128 + 15),
        SIGINT(128 + 2),
        /** SIGINT with {@code interruptMainAtShutdown}: the main thread cleans up, and calls {@code System.exit}. */
        SIGINT_TO_MAIN(128 + 2);

        final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns whether the program must wait for the work that it has begun. */
        boolean waits() {
            return this == MAIN_RETURNS;
        }
    }

    /** An excepthook, or the JVM's uncaught exception handler, and the lines that are printed if it is called. */
    enum Hook {
        /** No hook is set, so the default hook prints the failure. */
        ABSENT("", ExitProgram.FAILURE),
        PRINTS(ExitProgram.FAILURE, ""),
        THROWS("", ExitProgram.HOOK_FAILURE + " " + ExitProgram.FAILURE),
        BLOCKS(ExitProgram.CALLED, ExitProgram.FAILURE),
        EXITS(ExitProgram.CALLED, ExitProgram.FAILURE),
        /** Acquires a lock whose owner is a daemon, which never releases it. */
        ACQUIRES(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_THROWS("", ExitProgram.HOOK_FAILURE + " " + ExitProgram.FAILURE),
        HANDLER_BLOCKS(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_EXITS(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_ACQUIRES(ExitProgram.CALLED, ExitProgram.FAILURE);

        /** The lines that the hook prints. */
        final List<String> out;

        /** The failures that the library prints to stderr, since the hook has not reported them. */
        final List<String> err;

        Hook(String out, String err) {
            this.out = words(out);
            this.err = words(err);
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" "));
        }

        /** Returns whether the hook exits, with its own exit code, before the intended end of the program. */
        boolean isCalledEarlyAndExits(Work work) {
            return work == Work.COLLECTED && exits();
        }

        /** Returns whether the hook returns or throws. A hook that does neither is called at most once. */
        boolean returns() {
            return !out.contains(ExitProgram.CALLED);
        }

        boolean exits() {
            return this == EXITS || this == HANDLER_EXITS;
        }

        /** Returns whether this is the JVM's handler, which the default hook calls. */
        boolean isHandler() {
            return name().startsWith("HANDLER_");
        }
    }

    /**
     * The work in progress when the program ends: how many of its tasks have failed, and whether the program must wait
     * for the work.
     */
    enum Work {
        /** Daemons, and tasks themselves, submit tasks forever. */
        DAEMONS(2, false),
        /** The pool is idle, and tasks have failed whose exceptions are not retrieved. */
        FAILED(2, false),
        /** Like {@link #FAILED}, but one future has been collected, so a worker has called the hook for its failure. */
        COLLECTED(1, false),
        /** All workers are busy, and more tasks are queued. */
        QUEUED(2, true),
        /** A task and a non-daemon thread run. */
        RUNNING(2, true),
        /** A task resubmits itself until the main thread has ended. */
        RESUBMITTING(2, true),
        /** The pool is idle, and nothing has failed. */
        NOTHING(0, false);

        final int failures;
        final boolean isWaitedFor;

        Work(int failures, boolean isWaitedFor) {
            this.failures = failures;
            this.isWaitedFor = isWaitedFor;
        }
    }

    /** The kind of the pool's workers and of the other threads. */
    enum Threads {
        PLATFORM,
        VIRTUAL
    }

    /** Returns all cells of the matrix that this JDK and this operating system support. */
    static List<ExitCell> all() {
        var threads = Runtime.version().feature() < 21 ? List.of(Threads.PLATFORM) : List.of(Threads.values());
        var cells = new ArrayList<ExitCell>();
        for (var end : ends()) {
            for (var hook : Hook.values()) {
                for (var work : Work.values()) {
                    if (!hook.isCalledEarlyAndExits(work)) {
                        threads.forEach(kind -> cells.add(new ExitCell(end, hook, work, kind)));
                    }
                }
            }
        }
        return cells;
    }

    private static List<End> ends() {
        var hasSignals = !System.getProperty("os.name").startsWith("Windows");
        return hasSignals ? List.of(End.values()) : List.of(End.MAIN_RETURNS, End.SYSTEM_EXIT);
    }

    static ExitCell parse(String[] args) {
        return new ExitCell(
                End.valueOf(args[0]), Hook.valueOf(args[1]), Work.valueOf(args[2]), Threads.valueOf(args[3]));
    }

    /** Returns the values, one per dimension. */
    List<Enum<?>> values() {
        return List.of(end, hook, work, threads);
    }

    String[] args() {
        return values().stream().map(Enum::name).toArray(String[]::new);
    }

    /**
     * Returns the permitted exit codes. If the main method has returned and a hook then calls {@code System.exit}, that
     * call waits until the shutdown hooks have ended, and then races with the exit of the JVM itself.
     */
    List<Integer> exitCodes() {
        var mayHalt = end == End.MAIN_RETURNS && work.failures > 0 && hook.exits();
        return mayHalt ? List.of(end.exitCode, ExitProgram.EXIT_CODE_OF_HOOK) : List.of(end.exitCode);
    }

    /** Returns the lines that the program prints to stdout, in any order. */
    List<String> out() {
        var calls = hook.returns() ? work.failures : Math.min(work.failures, 1);
        var done = end.waits() && work.isWaitedFor ? List.of(ExitProgram.DONE) : List.<String>of();
        var cleanedUp = end == End.SIGINT_TO_MAIN ? List.of(ExitProgram.CLEANED_UP) : List.<String>of();
        return Stream.of(done.stream(), cleanedUp.stream(), times(calls, hook.out))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Returns the headlines on stderr, in order. */
    List<String> err() {
        return times(work.failures, hook.err).toList();
    }

    private static Stream<String> times(int number, List<String> lines) {
        return Collections.nCopies(number, lines).stream().flatMap(List::stream);
    }

    @Override
    public String toString() {
        return String.join(", ", args()).toLowerCase().replace('_', ' ');
    }
}
