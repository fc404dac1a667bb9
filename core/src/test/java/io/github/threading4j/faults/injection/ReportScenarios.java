package io.github.threading4j.faults.injection;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.threading4j.ExceptHook;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.List;
import org.slf4j.LoggerFactory;

/** An uncaught exception is reported even if a fault occurs during the report, and the thread ends. */
final class ReportScenarios {
    private ReportScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Report");
        book.add("report to the log", trial -> with(trial, Threading.getDefaultExcepthook(), () -> fails(trial)));
        book.add("report to stderr", trial -> {
            var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.OFF);
            try {
                with(trial, Threading.getDefaultExcepthook(), () -> fails(trial));
            } finally {
                root.setLevel(Level.WARN);
            }
        });
        book.add(
                "report of an exception whose methods fail",
                trial -> with(trial, Threading.getDefaultExcepthook(), () -> fails(trial, new Undescribed())));
        book.add("report to the handler of the JVM", trial -> {
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
                Reports.add(e);
                trial.foreign("handler");
            });
            try {
                with(trial, Threading.getDefaultExcepthook(), () -> fails(trial));
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(null);
            }
        });
        book.add(
                "report to a custom hook",
                trial -> with(
                        trial,
                        report -> {
                            trial.foreign("hook");
                            Reports.add(report);
                        },
                        () -> fails(trial)));
        addOfTheEnd(book);
        book.add("report of an unretrieved exception to a handler", ReportScenarios::unretrieved);
        return book.written();
    }

    private static void addOfTheEnd(Scenarios.Book book) {
        book.add("interrupt of main at the shutdown", trial -> {
            trial.attempt(() -> Threading.interruptMainAtShutdown(0));
            trial.calm();
            Threading.interruptMainAtShutdown(0);
        });
        book.add("hook that ends the program, without a call", trial -> {
            var hook = trial.tryGet(() -> ExceptHook.exitingWith(1));
            if (hook != null) {
                trial.attempt(hook::toString);
            }
        });
    }

    private static void unretrieved(Trial trial) throws Throwable {
        var executor = ExecutorScenarios.create(
                trial,
                builder -> builder.onUnretrieved(args -> {
                    trial.foreign("handler");
                    Reports.add(args.exception());
                }));
        var future = executor == null
                ? null
                : trial.tryGet(() -> executor.submit(() -> {
                    throw new Talkative(trial);
                }));
        if (future != null) {
            while (!trial.attempt(executor::close)) {
                trial.check("the second close succeeds", trial.fired());
            }
            trial.calm();
            trial.check(
                    "the exception is reported, or there was no memory to store it",
                    Reports.any() || future.exceptionNow() instanceof OutOfMemoryError);
        }
    }

    private static void with(Trial trial, ExceptHook hook, Trial.Op op) throws Throwable {
        var before = Threading.getExcepthook();
        trial.attempt(() -> Threading.setExcepthook(hook));
        try {
            op.run();
        } finally {
            trial.calm();
            Threading.setExcepthook(before);
        }
    }

    private static final class Talkative extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Trial trial;

        Talkative(Trial trial) {
            this.trial = trial;
        }

        @Override
        public String getMessage() {
            trial.foreign("getMessage");
            return "message";
        }
    }

    private static final class Undescribed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Trial.OfTheTask();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new Trial.OfTheTask();
        }
    }

    private static void fails(Trial trial) throws Throwable {
        fails(trial, new Talkative(trial));
    }

    private static void fails(Trial trial, RuntimeException failure) throws Throwable {
        trial.probe(Threading::enumerate);
        var thread = trial.tryGet(() -> new NamedThread(() -> {
            throw failure;
        }));
        if (thread != null && trial.attempt(thread::start)) {
            Trial.eventually("the thread ends", () -> !thread.isAlive());
            trial.check("the exception is reported", Reports.any());
        }
    }
}
