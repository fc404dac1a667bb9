package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.DumpOptions;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.function.Target;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.lowlevel.LowLevelThreading;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.select.Select;
import io.github.threading4j.taskgroups.ExceptionGroup;
import io.github.threading4j.taskgroups.TaskGroup;
import io.github.threading4j.testing.ChildJvm;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each package works if it is the first one that a program uses, and reports its failures to the excepthook. */
class FirstUseTest {
    private static final Pattern EXPORTED = Pattern.compile("exports io\\.github\\.threading4j\\.?(\\w*);");

    /**
     * Returns the programs, at least one per exported package. The name of a program starts with the name of its
     * package.
     */
    static Stream<Class<?>> programs() {
        return Arrays.stream(FirstUseTest.class.getDeclaredClasses())
                .filter(type -> Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("main")));
    }

    /**
     * Prints exceptions that the default excepthook receives; uses only the JDK, so that no class of the library is
     * loaded.
     */
    private static CountDownLatch awaitingReport() {
        var reported = new CountDownLatch(1);
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> {
            System.out.println("reported: " + exception.getMessage());
            reported.countDown();
        });
        return reported;
    }

    @Test
    void everyExportedPackage_hasAProgram() {
        List<String> exported = EXPORTED.matcher(
                        Repository.text(Repository.ROOT.resolve("core/src/main/java/module-info.java")))
                .results()
                .map(match -> match.group(1).isEmpty() ? "root" : match.group(1))
                .toList();
        assertThat(programs().map(program -> program.getSimpleName().split("_")[0]))
                .containsAll(exported);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void firstUse_printsTheExpectedOutput(Class<?> program) throws Exception {
        var result = ChildJvm.of(program).run();
        assertThat(result.err()).isEqualTo(program.getDeclaredField("ERR").get(null));
        assertThat(result.out()).isEqualTo(program.getDeclaredField("OUT").get(null));
        assertThat(result.exitCode()).isZero();
    }

    /** A lock names the main thread even if the program has not used a thread of the library. */
    static final class root_Lock {
        static final String ERR = "";
        static final String OUT = "RLock[name=first, owner=MainThread, count=1]\n";

        public static void main(String[] args) {
            var lock = new RLock("first");
            lock.acquire();
            System.out.println(lock);
        }
    }

    static final class root_excepthook {
        static final String ERR = "";
        static final String OUT = "the hook: reported\n";

        public static void main(String[] args) {
            Threading.setExcepthook(
                    hook -> System.out.println("the hook: " + hook.exception().getMessage()));
            ThreadingAccess.get().report(new IllegalStateException("reported"));
        }
    }

    static final class internal_ThreadingAccess {
        static final String ERR = "Exception in thread MainThread:\nFailure: to stderr\na task:\nFailure: too\n";
        static final String OUT = "false null [] MainThread 42\n";

        public static void main(String[] args) {
            var access = ThreadingAccess.get();
            access.report(new Failure("to stderr"));
            access.report("a task", new Failure("too"), null);
            access.countAsDaemon(true);
            System.out.println(access.isDaemon() + " " + access.knownThread() + " " + access.threads() + " "
                    + access.nameOf(Thread.currentThread()) + " " + access.describe(42));
        }
    }

    /** An exception without a stack trace. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message, null, false, false);
        }

        @Override
        public String toString() {
            return "Failure: " + getMessage();
        }
    }

    static final class contextvars {
        static final String ERR = "";
        static final String OUT = "2\n";

        public static void main(String[] args) throws Exception {
            var variable = new ContextVar<>("variable", 1);
            System.out.println(new Context().run(() -> {
                variable.set(2);
                return variable.get();
            }));
        }
    }

    static final class faulthandler {
        static final String ERR = "";
        static final String OUT = "Current thread \"MainThread\"\nreported: the stream\n";

        public static void main(String[] args) throws Exception {
            var reported = awaitingReport();
            System.out.println(FaultHandler.traceback().split(" \\(ident=")[0]);
            var broken = new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void print(String text) {
                    throw new IllegalStateException("the stream");
                }
            };
            FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().to(broken));
            reported.await();
        }
    }

    static final class function {
        static final String ERR = "";
        static final String OUT = "it runs\n";

        public static void main(String[] args) throws Exception {
            Target target = () -> System.out.println("it runs");
            target.run();
        }
    }

    static final class futures_Future {
        static final String ERR = "";
        static final String OUT = "reported: the callback\n";

        public static void main(String[] args) {
            awaitingReport();
            var future = new Future<Integer>();
            future.addDoneCallback(done -> {
                throw new IllegalStateException("the callback");
            });
            future.setResult(1);
        }
    }

    static final class futures_Executor {
        static final String ERR = "";
        static final String OUT = "reported: the callback\n";

        public static void main(String[] args) throws Exception {
            awaitingReport();
            var service = java.util.concurrent.Executors.newSingleThreadExecutor();
            try (var executor = Executor.over(service)) {
                executor.submit(() -> 1).addDoneCallback(done -> {
                    throw new IllegalStateException("the callback");
                });
            }
        }
    }

    static final class lowlevel {
        static final String ERR = "";
        static final String OUT = "reported: the thread\n";

        public static void main(String[] args) throws Exception {
            var reported = awaitingReport();
            LowLevelThreading.startNewThread(() -> {
                throw new IllegalStateException("the thread");
            });
            reported.await();
        }
    }

    static final class pool {
        static final String ERR = "";
        static final String OUT = "1\nreported: for the pool\n";

        public static void main(String[] args) throws Exception {
            awaitingReport();
            try (var pool = new ThreadPool(1)) {
                System.out.println(pool.apply(() -> 1));
                ThreadingAccess.get().report(new IllegalStateException("for the pool"));
            }
        }
    }

    static final class queue {
        static final String ERR = "";
        static final String OUT = "Queue[size=1/2, unfinished=1]\n";

        public static void main(String[] args) throws Exception {
            var queue = new Queue<Integer>(2);
            queue.put(1);
            System.out.println(queue);
        }
    }

    static final class insight {
        static final String ERR = "";
        static final String OUT = "[]\n";

        public static void main(String[] args) {
            System.out.println(Insight.findDeadlocks());
        }
    }

    static final class sched {
        static final String ERR = "";
        static final String OUT = "it happens\n";

        public static void main(String[] args) throws Exception {
            var scheduler = new Scheduler();
            scheduler.enter(0, 1, () -> System.out.println("it happens"));
            scheduler.run();
        }
    }

    static final class select {
        static final String ERR = "";
        static final String OUT = "item 1\n";

        public static void main(String[] args) throws Exception {
            var queue = new Queue<Integer>();
            queue.put(1);
            System.out.println(
                    new Select<String>().on(queue, item -> "item " + item).await());
        }
    }

    static final class taskgroups {
        static final String ERR = "";
        static final String OUT = "3\nunhandled errors in a TaskGroup (1 sub-exception)\n";

        public static void main(String[] args) throws Exception {
            var group = new TaskGroup();
            System.out.println(group.with(() -> group.submit(() -> 3).result()));
            var failing = new TaskGroup();
            try {
                failing.with(() -> failing.submit(() -> Integer.parseInt("no number")));
            } catch (ExceptionGroup e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
