package io.github.threading4j;

import static io.github.threading4j.FailingThreads.FAILING;
import static io.github.threading4j.FailingThreads.runFailing;
import static io.github.threading4j.FailingThreads.throwAsIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@code threading.excepthook}: which exceptions it receives, in which thread, and what happens if the hook fails. */
class ExceptHookTest {
    @EachThreadKind
    void excepthook_threadFails_isCalledInThatThreadWithItsException(ThreadKind kind) throws Exception {
        var reported = new ArrayList<ExceptHookArgs>();
        var in = new ArrayList<Thread>();
        Threading.setExcepthook(args -> {
            reported.add(args);
            in.add(Thread.currentThread());
        });
        var failure = new IOException("checked");
        var thread = kind.start(() -> {
            throw failure;
        });
        thread.join();
        assertThat(reported).containsExactly(new ExceptHookArgs(failure, thread));
        assertThat(in).containsExactly(thread.toJavaThread());
    }

    @Test
    void excepthook_receivesEveryKindOfThrowable(Uncaught uncaught) throws Exception {
        for (var failure :
                List.of(new IllegalStateException("a"), new AssertionError("b"), new InterruptedException("c"))) {
            ThreadKind.PLATFORM.start(() -> throwAsIs(failure)).join();
            assertThat(uncaught.take().exception()).isSameAs(failure);
        }
    }

    @EachThreadKind
    void excepthook_whileRunning_threadIsAliveAndListed(ThreadKind kind) throws Exception {
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
    void setExcepthook_whileAThreadRuns_appliesToThatThread(ThreadKind kind, Uncaught uncaught) throws Exception {
        var end = new CountDownLatch(1);
        var thread = kind.start(() -> {
            end.await();
            FAILING.run();
        });
        var reported = new ArrayList<ExceptHookArgs>();
        Threading.setExcepthook(reported::add);
        end.countDown();
        thread.join();
        assertThat(reported).hasSize(1);
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void setExcepthook_null_isRejectedAndChangesNothing() {
        var hook = Threading.getExcepthook();
        assertThatThrownBy(() -> Threading.setExcepthook(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("hook: null (expected a value)");
        assertThat(Threading.getExcepthook()).isSameAs(hook);
        assertThat(Threading.getDefaultExcepthook()).isNotNull().isSameAs(Threading.getDefaultExcepthook());
    }

    @Test
    void threadExit_isNotReportedToTheHook(Uncaught uncaught) throws Exception {
        ThreadKind.PLATFORM.start(Threading::exit).join();
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void args_nullExceptionIsRejected_nullThreadIsAccepted() {
        assertThatThrownBy(() -> new ExceptHookArgs(null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("exception: null (expected a value)");
        assertThat(new ExceptHookArgs(new IOException(), null).thread()).isNull();
    }

    @EachThreadKind
    void excepthook_fails_bothExceptionsAreReportedAndHookIsNotCalledAgain(ThreadKind kind) throws Exception {
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
                assertThat(log.events().get(1).getThrowableProxy().getMessage()).isEqualTo("uncaught");
            }
            assertThat(calls).hasSize(1);
        }
    }

    @Test
    void excepthook_exitsItsThread_isReportedAsAFailure() throws Exception {
        Threading.setExcepthook(args -> Threading.exit());
        try (var log = CapturedLog.of(Threading.class)) {
            runFailing(ThreadKind.PLATFORM);
            assertThat(log.messages(Level.ERROR)).hasSize(2);
        }
    }

    @EachThreadKind
    void threadStartAndEnd_areNotLogged(ThreadKind kind) throws Exception {
        try (var log = CapturedLog.of(NamedThread.class)) {
            kind.start(() -> {}).join();
            kind.start(Threading::exit).join();
            assertThat(log.events()).isEmpty();
        }
    }

    @EachThreadKind
    void report_callerHasNoNamedThread_argsHaveNoThread(ThreadKind kind, Uncaught uncaught) throws Exception {
        var failure = new IOException("unreceived");
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
