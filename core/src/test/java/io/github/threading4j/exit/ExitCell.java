package io.github.threading4j.exit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cell of the exit matrix: a program, and how it is to end.
 *
 * @param end what ends the program
 * @param hook what becomes of the failure that nobody has retrieved by then
 * @param work what is going on at that moment
 * @param threads the kind of thread that does it
 */
record ExitCell(End end, Hook hook, Work work, Threads threads) {
    /** What ends the program, and its exit code then. */
    enum End {
        MAIN_RETURNS(0),
        SYSTEM_EXIT(3),
        SIGTERM(128 + 15),
        SIGINT(128 + 2),
        /** SIGINT, where the main thread is to be interrupted, cleans up, and calls {@code System.exit}. */
        SIGINT_TO_MAIN(128 + 2);

        final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Whether the program is to wait for the work that it has begun. */
        boolean waits() {
            return this == MAIN_RETURNS;
        }
    }

    /** An excepthook, or a handler of the JVM, and which lines the program prints if it is called. */
    enum Hook {
        /** Nothing is set: the default hook prints the failure. */
        ABSENT("", ExitProgram.FAILURE),
        PRINTS(ExitProgram.FAILURE, ""),
        THROWS("", ExitProgram.HOOK_FAILURE + " " + ExitProgram.FAILURE),
        BLOCKS(ExitProgram.CALLED, ExitProgram.FAILURE),
        EXITS(ExitProgram.CALLED, ExitProgram.FAILURE),
        /** Acquires a lock whose owner is a daemon, which the end of the program abandons. */
        ACQUIRES(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_THROWS("", ExitProgram.HOOK_FAILURE + " " + ExitProgram.FAILURE),
        HANDLER_BLOCKS(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_EXITS(ExitProgram.CALLED, ExitProgram.FAILURE),
        HANDLER_ACQUIRES(ExitProgram.CALLED, ExitProgram.FAILURE);

        /** What it prints itself. */
        final List<String> out;

        /** What is written to stderr: by the library, since nothing else has reported it. */
        final List<String> err;

        Hook(String out, String err) {
            this.out = words(out);
            this.err = words(err);
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" "));
        }

        /** Whether the hook itself ends the program, with an exit code of its own, before anything else does. */
        boolean isCalledEarlyAndExits(Work work) {
            return work == Work.COLLECTED && exits();
        }

        /** Whether it returns or throws; else it is called once at most. */
        boolean returns() {
            return !out.contains(ExitProgram.CALLED);
        }

        boolean exits() {
            return this == EXITS || this == HANDLER_EXITS;
        }

        /** Whether it is the JVM's handler, which the default hook calls. */
        boolean isHandler() {
            return name().startsWith("HANDLER_");
        }
    }

    /** What goes on in the pool when the program ends: how many tasks have failed, and whether the program waits. */
    enum Work {
        /** Daemons submit tasks, and these submit themselves, for ever. */
        DAEMONS(2, false),
        /** The pool is idle, and tasks have failed whose futures nothing retrieves. */
        FAILED(2, false),
        /** The same with one task, but its future was collected, so that a worker has called the hook. */
        COLLECTED(1, false),
        /** All workers are busy, and tasks wait for them. */
        QUEUED(2, true),
        /** A task runs, and a thread that is not a daemon. */
        RUNNING(2, true),
        /** A task submits itself again and again until the main thread has ended. */
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

    /** The kind of thread of the pool and of the others. */
    enum Threads {
        PLATFORM,
        VIRTUAL
    }

    /** The whole matrix, as far as this JDK and this system have it. */
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

    /** The values, one of each dimension. */
    List<Enum<?>> values() {
        return List.of(end, hook, work, threads);
    }

    String[] args() {
        return values().stream().map(Enum::name).toArray(String[]::new);
    }

    /**
     * Which exit codes its program may have. Where the main method has returned, a {@code System.exit} of a hook waits
     * for the shutdown hooks to end, and then its halt races against the end of the JVM.
     */
    List<Integer> exitCodes() {
        var mayHalt = end == End.MAIN_RETURNS && work.failures > 0 && hook.exits();
        return mayHalt ? List.of(end.exitCode, ExitProgram.EXIT_CODE_OF_HOOK) : List.of(end.exitCode);
    }

    /** Which lines its program prints to stdout, in any order. */
    List<String> out() {
        var calls = hook.returns() ? work.failures : Math.min(work.failures, 1);
        var done = end.waits() && work.isWaitedFor ? List.of(ExitProgram.DONE) : List.<String>of();
        var cleanedUp = end == End.SIGINT_TO_MAIN ? List.of(ExitProgram.CLEANED_UP) : List.<String>of();
        return Stream.of(done.stream(), cleanedUp.stream(), times(calls, hook.out))
                .flatMap(lines -> lines)
                .toList();
    }

    /** The headlines on stderr, in their order. */
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
