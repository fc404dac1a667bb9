package io.github.threading4j.faults.injection;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.threading4j.Threading;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The reports of the library in this run: to the excepthook, to the log, or to stderr. */
final class Reports {
    private static final Queue<Object> ALL = new ConcurrentLinkedQueue<>();

    private Reports() {}

    /** Redirects all reports to this class. */
    static void begin() {
        Threading.setExcepthook(report -> ALL.add(report.exception()));
        System.setErr(new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                ALL.add(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                ALL.add(bytes);
            }
        }));
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.WARN);
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                ALL.add(event);
            }
        };
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    static void add(Object report) {
        ALL.add(report);
    }

    static void clear() {
        ALL.clear();
    }

    static int count() {
        return ALL.size();
    }

    static boolean any() {
        return !ALL.isEmpty();
    }
}
