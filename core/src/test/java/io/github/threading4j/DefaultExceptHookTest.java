package io.github.threading4j;

import static io.github.threading4j.FailingThreads.FAILING;
import static io.github.threading4j.FailingThreads.runFailing;
import static io.github.threading4j.FailingThreads.throwAsIs;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.threading4j.function.Target;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The default excepthook: passes an exception to the uncaught exception handler if there is one; otherwise logs it, or
 * prints it if errors are not logged.
 */
class DefaultExceptHookTest {
    private static void useTheDefaultHook() {
        Threading.setExcepthook(Threading.getDefaultExcepthook());
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @EachThreadKind
    void defaultHook_threadHasAHandler_callsIt(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        var reported = new ArrayList<Object>();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> reported.add("wrong one"));
        var thread = kind.thread(FAILING);
        thread.toJavaThread().setUncaughtExceptionHandler((failed, e) -> {
            reported.add(failed);
            reported.add(e.getMessage());
        });
        thread.start();
        thread.join();
        assertThat(reported).containsExactly(thread.toJavaThread(), "uncaught");
    }

    @EachThreadKind
    void defaultHook_jvmHasAHandler_callsIt(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        var reported = new ArrayList<String>();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> reported.add(thread.getName() + ": " + e.getMessage()));
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(kind);
            assertThat(log.events()).isEmpty();
        }
        assertThat(reported).containsExactly("failing: uncaught");
    }

    @EachThreadKind
    void defaultHook_noHandler_logsThreadNameAndStackTrace(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(kind);
            assertThat(log.messages(Level.ERROR)).containsExactly("Exception in thread failing:");
            var logged = log.events().get(0).getThrowableProxy();
            assertThat(logged.getClassName()).isEqualTo(IOException.class.getName());
            assertThat(logged.getMessage()).isEqualTo("uncaught");
            assertThat(logged.getStackTraceElementProxyArray()).isNotEmpty();
        }
    }

    @Test
    void defaultHook_errorsNotLogged_printsToStderr() throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class).atLevel(Level.OFF)) {
            assertThat(stderrOf(() -> runFailing(ThreadKind.PLATFORM)))
                    .startsWith("Exception in thread failing:" + System.lineSeparator())
                    .contains("java.io.IOException: uncaught", "\tat ");
            assertThat(log.events()).isEmpty();
        }
    }

    private static String stderrOf(Target action) throws Exception {
        var err = System.err;
        var captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true));
        try {
            action.run();
        } finally {
            System.setErr(err);
        }
        return captured.toString();
    }

    @Test
    void defaultHook_argsWithoutAThread_namesTheCallingThread() throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class)) {
            Threading.getDefaultExcepthook().handle(new ExceptHookArgs(new IOException("orphan"), null));
            assertThat(log.messages(Level.ERROR))
                    .containsExactly(
                            "Exception in thread " + Thread.currentThread().getName() + ":");
        }
    }

    @Test
    void defaultHook_handlerFails_logsBothExceptions() throws Exception {
        useTheDefaultHook();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            throw new IllegalStateException("handler");
        });
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(ThreadKind.PLATFORM);
            assertThat(log.messages(Level.ERROR))
                    .containsExactly("Exception in threading.excepthook:", "Exception in thread failing:");
        }
    }

    @EachThreadKind
    void defaultHook_getMessageThrows_printsThreadClassAndStack(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        var failing = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no message");
            }
        };
        try (var log = CapturedLog.of(Threading.class)) {
            var printed = stderrOf(() -> kind.builder()
                    .name("failing")
                    .daemon(true)
                    .start(() -> throwAsIs(failing))
                    .join());
            assertThat(printed.lines())
                    .containsSequence(
                            "Exception in thread failing:",
                            failing.getClass().getName()
                                    + " (whose toString failed with java.lang.UnsupportedOperationException)")
                    .anyMatch(line -> line.startsWith("\tat " + DefaultExceptHookTest.class.getName()));
            assertThat(log.events()).isEmpty();
        }
    }

    @EachThreadKind
    void defaultHook_loggerFails_printsBothExceptions(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class).alsoDoing(event -> {
            throw new StackOverflowError("in the log");
        })) {
            assertThat(stderrOf(() -> runFailing(kind)).lines())
                    .containsSubsequence(
                            "Exception in the logger:",
                            "java.lang.StackOverflowError: in the log",
                            "Exception in thread failing:",
                            "java.io.IOException: uncaught");
            assertThat(log.events()).hasSize(1);
        }
    }

    /** An SLF4J provider that starts threads which fail while SLF4J is initializing, and then fails itself. */
    public static final class FailingProvider {
        static final int THREADS = 6;

        public FailingProvider() throws InterruptedException {
            var together = new CountDownLatch(THREADS);
            var threads = new ArrayList<NamedThread>();
            for (int i = 0; i < THREADS; i++) {
                var thread = new NamedThread(
                        () -> {
                            together.countDown();
                            together.await();
                            FAILING.run();
                        },
                        "early-" + i);
                thread.start();
                threads.add(thread);
            }
            for (var thread : threads) {
                thread.join();
            }
            throw new IllegalStateException("not a provider");
        }

        public static void main(String[] args) {
            LoggerFactory.getLogger("the first logger");
        }
    }

    @Test
    void defaultHook_duringSlf4jInitializationThatFails_printsEachException() {
        var result = ChildJvm.of(FailingProvider.class)
                .flags("-Dslf4j.provider=" + FailingProvider.class.getName())
                .withoutLogProvider()
                .run();
        assertThat(result.exitCode()).isZero();
        for (int i = 0; i < FailingProvider.THREADS; i++) {
            assertThat(result.err().lines())
                    .containsSequence("Exception in thread early-" + i + ":", "java.io.IOException: uncaught");
        }
    }
}
