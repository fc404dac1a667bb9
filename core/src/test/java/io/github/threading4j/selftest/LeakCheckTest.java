package io.github.threading4j.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class LeakCheckTest {
    /**
     * The sample tests that the tests below run. The build does not run the samples, since this class is nested and its
     * name does not end in Test.
     */
    static class Samples {
        static final CountDownLatch NEVER = new CountDownLatch(1);

        @Test
        void leavesNothing() throws Exception {
            var thread = ThreadKind.PLATFORM.start(() -> {});
            thread.join();
        }

        @Test
        void leavesAnEndingThread() {
            ThreadKind.PLATFORM.start(() -> {});
        }

        @Test
        void leavesAThread() {
            NamedThread.builder().name("left").daemon(true).start(NEVER::await);
        }

        @Test
        void leavesTheJvmKeptAlive() {
            KeepAlive.JVM.retain();
        }

        @Test
        void releasesTheJvmLater() {
            KeepAlive.JVM.retain();
            var releases = new Thread(() -> {
                LockSupport.parkNanos(1_000_000);
                KeepAlive.JVM.release();
            });
            releases.start();
        }

        @Test
        void releasesTheJvmTooOften() {
            KeepAlive.JVM.release();
        }

        @Test
        void leavesAnUncaughtException() throws Exception {
            ThreadKind.PLATFORM.start(() -> fail("oops")).join();
        }

        @Test
        void leavesAnUncaughtExceptionOfAForeignThread() throws Exception {
            var thread = new Thread(() -> fail("oops"));
            thread.start();
            thread.join();
        }

        @Test
        void takesItsUncaughtException(Uncaught uncaught) throws Exception {
            ThreadKind.PLATFORM.start(() -> fail("expected")).join();
            assertThat(uncaught.take().exception()).hasMessage("expected");
        }

        @Test
        void setsHooks() {
            Threading.setExcepthook(args -> {});
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
            Threading.stackSize(1 << 20);
        }

        @Test
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void hangs() throws Exception {
            NEVER.await();
        }

        private static void fail(String message) {
            throw new IllegalStateException(message);
        }
    }

    @Test
    void test_leavesNothing_passes() {
        assertThat(run("leavesNothing").getThrowable()).isEmpty();
    }

    @Test
    void test_leavesAnEndingThread_passes() {
        assertThat(run("leavesAnEndingThread").getThrowable()).isEmpty();
    }

    @Test
    void test_leavesALiveThread_failsAndInterruptsTheThread() {
        assertThat(run("leavesAThread").getThrowable())
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessageContaining("left a thread behind")
                        .hasMessageContaining("\"left\" (ident=")
                        .hasMessageContaining("WAITING")
                        .hasMessageContaining("CountDownLatch.await"));
        assertThat(Threading.enumerate()).extracting(NamedThread::getName).doesNotContain("left");
    }

    @Test
    void test_keepsTheJvmAlive_fails() {
        assertThat(run("leavesTheJvmKeptAlive").getThrowable())
                .hasValueSatisfying(
                        e -> assertThat(e).hasMessageContaining("left the JVM kept alive: retained 1 more times"));
        KeepAlive.JVM.release();
    }

    @Test
    void test_releasesTheJvmLater_passes() {
        assertThat(run("releasesTheJvmLater").getThrowable()).isEmpty();
    }

    @Test
    void test_releasesTheJvmTooOften_fails() {
        assertThat(run("releasesTheJvmTooOften").getThrowable())
                .hasValueSatisfying(
                        e -> assertThat(e).hasMessageContaining("left the JVM kept alive: retained -1 more times"));
        KeepAlive.JVM.retain();
    }

    @Test
    void test_leavesAnUncaughtException_fails() {
        assertThat(run("leavesAnUncaughtException").getThrowable())
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessageContaining("left an uncaught exception behind")
                        .hasRootCauseMessage("oops"));
    }

    @Test
    void test_leavesAnUncaughtExceptionOfAForeignThread_fails() {
        assertThat(run("leavesAnUncaughtExceptionOfAForeignThread").getThrowable())
                .hasValueSatisfying(e -> assertThat(e).hasRootCauseMessage("oops"));
    }

    @Test
    void test_takesItsUncaughtException_passes() {
        assertThat(run("takesItsUncaughtException", Uncaught.class).getThrowable())
                .isEmpty();
    }

    @Test
    void test_setsGlobalHooks_hooksAreRestored() {
        var hook = Threading.getExcepthook();
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        assertThat(run("setsHooks").getThrowable()).isEmpty();
        assertThat(Threading.getExcepthook()).isSameAs(hook);
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
        assertThat(Threading.stackSize()).isZero();
    }

    @Test
    void test_hangs_dumpsAllThreads() {
        var err = System.err;
        var captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true));
        try {
            assertThat(run("hangs").getThrowable()).isPresent();
        } finally {
            System.setErr(err);
        }
        assertThat(captured.toString()).contains("hangs: ", "All threads:", "CountDownLatch.await");
    }

    private static TestExecutionResult run(String method, Class<?>... parameters) {
        List<TestExecutionResult> results = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Samples.class, method, parameters))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(result);
                }
            }
        });
        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
