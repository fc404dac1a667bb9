package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.function.Target;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ExceptHookTest {
    private static final Target FAILING = () -> {
        throw new IOException("nobody catches this");
    };

    private static void runFailing(ThreadKind kind) throws InterruptedException {
        kind.builder().name("failing").daemon(true).start(FAILING).join();
    }

    @EachThreadKind
    void excepthook_isToldExceptionAndThread_inThatThread(ThreadKind kind) throws Exception {
        var told = new ArrayList<ExceptHookArgs>();
        var in = new ArrayList<Thread>();
        Threading.setExcepthook(args -> {
            told.add(args);
            in.add(Thread.currentThread());
        });
        var failure = new IOException("checked");
        var thread = kind.start(() -> {
            throw failure;
        });
        thread.join();
        assertThat(told).containsExactly(new ExceptHookArgs(failure, thread));
        assertThat(in).containsExactly(thread.toJavaThread());
    }

    @Test
    void excepthook_isToldEveryKindOfThrowable(Uncaught uncaught) throws Exception {
        for (var failure :
                List.of(new IllegalStateException("a"), new AssertionError("b"), new InterruptedException("c"))) {
            ThreadKind.PLATFORM.start(() -> throwAsIs(failure)).join();
            assertThat(uncaught.take().exception()).isSameAs(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }

    @EachThreadKind
    void excepthook_whileItRuns_theThreadIsAliveListedAndNotJoinable(ThreadKind kind) throws Exception {
        var inHook = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Threading.setExcepthook(args -> {
            inHook.countDown();
            end.await();
        });
        var thread = kind.start(FAILING);
        inHook.await();
        assertThat(thread.isAlive()).isTrue();
        assertThat(Threading.enumerate()).contains(thread);
        assertThat(thread.join(0)).isFalse();
        try (var joiner = Bunch.start(kind, index -> thread.join())) {
            Await.waiting(joiner.thread(), thread);
            end.countDown();
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @EachThreadKind
    void setExcepthook_whileAThreadRuns_isForThatThreadToo(ThreadKind kind, Uncaught uncaught) throws Exception {
        var end = new CountDownLatch(1);
        var thread = kind.start(() -> {
            end.await();
            FAILING.run();
        });
        var told = new ArrayList<ExceptHookArgs>();
        Threading.setExcepthook(told::add);
        end.countDown();
        thread.join();
        assertThat(told).hasSize(1);
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void setExcepthook_null_isRefusedAndChangesNothing() {
        var hook = Threading.getExcepthook();
        assertThatThrownBy(() -> Threading.setExcepthook(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("hook: null (expected a value)");
        assertThat(Threading.getExcepthook()).isSameAs(hook);
        assertThat(Threading.getDefaultExcepthook()).isNotNull().isSameAs(Threading.getDefaultExcepthook());
    }

    @Test
    void threadExit_isNotToldToTheHook(Uncaught uncaught) throws Exception {
        ThreadKind.PLATFORM.start(Threading::exit).join();
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void args_withoutException_areRefused_withoutThreadAreNot() {
        assertThatThrownBy(() -> new ExceptHookArgs(null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("exception: null (expected a value)");
        assertThat(new ExceptHookArgs(new IOException(), null).thread()).isNull();
    }

    private static void useTheDefaultHook() {
        Threading.setExcepthook(Threading.getDefaultExcepthook());
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @EachThreadKind
    void defaultHook_withAHandlerOfTheThread_handsOverToIt(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        var told = new ArrayList<Object>();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.add("wrong one"));
        var thread = kind.thread(FAILING);
        thread.toJavaThread().setUncaughtExceptionHandler((failed, e) -> {
            told.add(failed);
            told.add(e.getMessage());
        });
        thread.start();
        thread.join();
        assertThat(told).containsExactly(thread.toJavaThread(), "nobody catches this");
    }

    @EachThreadKind
    void defaultHook_withAHandlerOfTheJvm_handsOverToIt(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        var told = new ArrayList<String>();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.add(thread.getName() + ": " + e.getMessage()));
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(kind);
            assertThat(log.events()).isEmpty();
        }
        assertThat(told).containsExactly("failing: nobody catches this");
    }

    @EachThreadKind
    void defaultHook_withoutAnyHandler_logsAnErrorWithNameAndStackTrace(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(kind);
            assertThat(log.messages(Level.ERROR)).containsExactly("Exception in thread failing:");
            var logged = log.events().get(0).getThrowableProxy();
            assertThat(logged.getClassName()).isEqualTo(IOException.class.getName());
            assertThat(logged.getMessage()).isEqualTo("nobody catches this");
            assertThat(logged.getStackTraceElementProxyArray()).isNotEmpty();
        }
    }

    @Test
    void defaultHook_whereErrorsAreNotLogged_printsThem() throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class).atLevel(Level.OFF)) {
            assertThat(stderrOf(() -> runFailing(ThreadKind.PLATFORM)))
                    .startsWith("Exception in thread failing:" + System.lineSeparator())
                    .contains("java.io.IOException: nobody catches this", "\tat ");
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
    void defaultHook_withoutAThread_namesTheCaller() throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class)) {
            Threading.getDefaultExcepthook().handle(new ExceptHookArgs(new IOException("orphan"), null));
            assertThat(log.messages(Level.ERROR))
                    .containsExactly(
                            "Exception in thread " + Thread.currentThread().getName() + ":");
        }
    }

    @EachThreadKind
    void excepthook_thatFails_isReportedWithTheOriginal_andNotCalledAgain(ThreadKind kind) throws Exception {
        for (var failure : List.of(new IllegalStateException("hook"), new StackOverflowError("hook"))) {
            var calls = new ArrayList<ExceptHookArgs>();
            Threading.setExcepthook(args -> {
                calls.add(args);
                throwAsIs(failure);
            });
            try (var log = CapturedLog.of(Threading.class)) {
                runFailing(kind);
                assertThat(log.messages(Level.ERROR))
                        .containsExactly("Exception in threading.excepthook:", "Exception in thread failing:");
                assertThat(log.events().get(0).getThrowableProxy().getMessage()).isEqualTo("hook");
                assertThat(log.events().get(1).getThrowableProxy().getMessage()).isEqualTo("nobody catches this");
            }
            assertThat(calls).hasSize(1);
        }
    }

    @Test
    void excepthook_thatEndsItsThread_isReportedLikeAnyFailure() throws Exception {
        Threading.setExcepthook(args -> Threading.exit());
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(ThreadKind.PLATFORM);
            assertThat(log.messages(Level.ERROR)).hasSize(2);
        }
    }

    @Test
    void defaultHook_withAHandlerThatFails_reportsBoth() throws Exception {
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
    void defaultHook_anExceptionWhoseMessageThrows_isPrintedWithThreadClassAndStack(ThreadKind kind) throws Exception {
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
                    .anyMatch(line -> line.startsWith("\tat " + ExceptHookTest.class.getName()));
            assertThat(log.events()).isEmpty();
        }
    }

    @EachThreadKind
    void defaultHook_withALoggerThatFails_printsWhatItFailedWithAndWhatItWasFor(ThreadKind kind) throws Exception {
        useTheDefaultHook();
        try (var log = CapturedLog.of(Threading.class).alsoDoing(event -> {
            throw new StackOverflowError("in the log");
        })) {
            assertThat(stderrOf(() -> runFailing(kind)).lines())
                    .containsSubsequence(
                            "Exception in the logger:",
                            "java.lang.StackOverflowError: in the log",
                            "Exception in thread failing:",
                            "java.io.IOException: nobody catches this");
            assertThat(log.events()).hasSize(1);
        }
    }

    /**
     * An SLF4J provider that has the first threads of the program fail while SLF4J waits for it, and then fails itself.
     */
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
    void defaultHook_whileSlf4jLooksForAProvider_losesNothingIfThereIsNone() {
        var result = ChildJvm.of(FailingProvider.class)
                .flags("-Dslf4j.provider=" + FailingProvider.class.getName())
                .withoutLogProvider()
                .run();
        assertThat(result.exitCode()).isZero();
        for (int i = 0; i < FailingProvider.THREADS; i++) {
            assertThat(result.err().lines())
                    .containsSequence(
                            "Exception in thread early-" + i + ":", "java.io.IOException: nobody catches this");
        }
    }

    @EachThreadKind
    void lifeCycle_isNotLogged(ThreadKind kind) throws Exception {
        try (var log = CapturedLog.of(NamedThread.class)) {
            kind.start(() -> {}).join();
            kind.start(Threading::exit).join();
            assertThat(log.events()).isEmpty();
        }
    }

    @EachThreadKind
    void whatNobodyReceives_isToldWithItsThread_ifThatIsKnown(ThreadKind kind, Uncaught uncaught) throws Exception {
        var failure = new IOException("nobody's");
        var ours = kind.start(() -> ThreadingAccess.get().report(failure));
        ours.join();
        assertThat(uncaught.take()).isEqualTo(new ExceptHookArgs(failure, ours));
        var foreign = new Thread(() -> ThreadingAccess.get().report(failure));
        foreign.start();
        foreign.join();
        assertThat(uncaught.take()).isEqualTo(new ExceptHookArgs(failure, null));
        var dummy = Threading.currentThread();
        ThreadingAccess.get().report(failure);
        assertThat(uncaught.take()).isEqualTo(new ExceptHookArgs(failure, dummy));
    }
}
