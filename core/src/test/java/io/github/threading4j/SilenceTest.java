package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** SLF4J is initialized only when there is something to report, and no report is lost. */
class SilenceTest {
    private static final int THREADS = 6;

    /** Programs that use no logger, or in which this library is the first to use one. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "thread" -> hello(NamedThread.builder());
                case "virtualThread" -> hello(NamedThread.builder().virtual());
                case "executor" -> {
                    try (var pool = new ThreadPoolExecutor(2)) {
                        System.out.println(pool.submit(() -> "hello").result());
                        pool.map(each -> each + 1, List.of(1, 2, 3)).toList();
                    }
                }
                case "pool" -> {
                    try (var pool = new ThreadPool(2)) {
                        System.out.println(
                                pool.map(each -> each, List.of("hello")).get(0));
                    }
                }
                case "fail" -> fail();
                case "warn" -> warn();
                default -> throw new IllegalArgumentException("no such program: " + args[0]);
            }
        }

        private static void hello(NamedThreadBuilder builder) throws InterruptedException {
            builder.start(() -> System.out.println("hello")).join();
        }

        private static void fail() {
            var together = new CountDownLatch(THREADS);
            for (var i = 0; i < THREADS; i++) {
                NamedThread.builder().name("failing-" + i).start(() -> {
                    together.countDown();
                    together.await();
                    throw new IllegalStateException("not caught");
                });
            }
        }

        /** Causes a warning by closing a pool that is running a task. */
        static void warn() {
            var never = new CountDownLatch(1);
            try (var pool = new ThreadPool(1)) {
                pool.applyAsync(() -> {
                    never.await();
                    return 1;
                });
            }
        }
    }

    /** An SLF4J provider that causes the first warning while SLF4J is initializing, and then fails. */
    public static final class FailingProvider {
        public FailingProvider() throws InterruptedException {
            NamedThread.builder().start(Program::warn).join();
            throw new IllegalStateException("not a provider");
        }

        public static void main(String[] args) {
            LoggerFactory.getLogger("the first logger");
        }
    }

    /** An SLF4J provider that fails to create loggers. */
    public static final class BrokenProvider implements SLF4JServiceProvider {
        @Override
        public ILoggerFactory getLoggerFactory() {
            return name -> {
                throw new IllegalStateException("the log is down");
            };
        }

        @Override
        public IMarkerFactory getMarkerFactory() {
            return new BasicMarkerFactory();
        }

        @Override
        public MDCAdapter getMDCAdapter() {
            return new NOPMDCAdapter();
        }

        @Override
        public String getRequestedApiVersion() {
            return "2.0.99";
        }

        @Override
        public void initialize() {
            // Nothing to initialize.
        }
    }

    private static ChildJvm program() {
        return ChildJvm.of(Program.class);
    }

    private static ChildJvm.Result assertHello(ChildJvm.Result result) {
        assertThat(result.lines()).as(result.toString()).containsExactly("hello");
        assertThat(result.err()).isEmpty();
        return result;
    }

    @EachThreadKind
    void firstThread_printsNoLogOutput(ThreadKind kind) {
        var name = kind == ThreadKind.PLATFORM ? "thread" : "virtualThread";
        assertHello(program().run(name));
        assertHello(program().withoutLogProvider().run(name));
        assertLeavesSlf4jAlone(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"executor", "pool"})
    void firstPool_printsNoLogOutput(String name) {
        assertHello(program().run(name));
        assertHello(program().withoutLogProvider().run(name));
        assertLeavesSlf4jAlone(name);
    }

    private static void assertLeavesSlf4jAlone(String name) {
        var result = program().flags("-Xlog:class+load").run(name);
        assertThat(result.lines())
                .filteredOn(line -> line.contains("threading4j.NamedThread "))
                .isNotEmpty();
        assertThat(result.lines())
                .filteredOn(line -> line.contains("org.slf4j."))
                .isEmpty();
    }

    @Test
    void firstThreads_failConcurrently_allFailuresAreReported() {
        for (var child : List.of(program(), program().withoutLogProvider())) {
            var result = child.run("fail");
            for (var i = 0; i < THREADS; i++) {
                assertThat(result.out() + result.err()).contains("Exception in thread failing-" + i);
            }
        }
    }

    @Test
    void warning_noLogProvider_isPrinted() {
        assertThat(program().withoutLogProvider().run("warn").err().lines())
                .filteredOn(line -> line.startsWith("close() has discarded 1 pending results: "))
                .hasSize(1);
    }

    @Test
    void warning_logged_isNotPrinted() {
        var result = program().run("warn");
        assertThat(result.out()).contains("WARN", "close() has discarded 1 pending results");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void warning_loggerFails_isPrinted() {
        var result = program()
                .flags("-Dslf4j.provider=" + BrokenProvider.class.getName())
                .withoutLogProvider()
                .run("warn");
        assertThat(result.err()).contains("close() has discarded 1 pending results", "the log is down");
    }

    @Test
    void warning_duringSlf4jInitializationThatFails_isPrinted() {
        var result = ChildJvm.of(FailingProvider.class)
                .flags("-Dslf4j.provider=" + FailingProvider.class.getName())
                .withoutLogProvider()
                .run();
        assertThat(result.err()).contains("close() has discarded 1 pending results");
    }
}
