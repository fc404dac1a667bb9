package io.github.threading4j.testing;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.KeepAlive;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;

/**
 * Fails each test that leaves a live thread, an open watch or an uncaught exception behind, or whose calls to retain
 * and release the keep-alive thread are not balanced. Also restores the global settings (excepthook, the JVM's handler,
 * stack size, inheritance of contexts), and dumps all threads if a test hangs. It is registered for every test
 * automatically.
 *
 * <p>The excepthook and the handler are global, so tests that share a JVM must not run concurrently.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback, ParameterResolver, PreInterruptCallback {
    /** The time limit for all threads that are about to end. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** The state before the test. */
    private record Before(
            Set<NamedThread> threads,
            ExceptHook excepthook,
            UncaughtExceptionHandler handler,
            long stackSize,
            boolean threadInheritContext,
            int retained,
            long watches,
            Uncaught uncaught) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        // JUnit does not wait for its timeout threads, and a test can't join a low-level thread. If such a thread of
        // an earlier test were still alive, a test that counts threads would count it.
        Await.until("the threads of earlier tests have ended", LeakCheck::isAlone);
        var uncaught = uncaught(context);
        var before = new Before(
                Set.copyOf(startedThreads()),
                Threading.getExcepthook(),
                Thread.getDefaultUncaughtExceptionHandler(),
                Threading.stackSize(),
                Threading.getThreadInheritContext(),
                KeepAlive.JVM.retained(),
                watches(),
                uncaught);
        context.getStore(NAMESPACE).put(Before.class, before);
        Threading.setExcepthook(uncaught::add);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(new ExceptHookArgs(e, null)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var before = context.getStore(NAMESPACE).get(Before.class, Before.class);
        if (before == null) {
            return; // another extension failed before beforeEach was called
        }
        var problems = new ArrayList<AssertionError>();
        for (var thread : leftBehind(before)) {
            problems.add(new AssertionError("left a thread behind: " + thread + "\n" + ThreadDump.of(thread)));
            thread.interrupt();
            ends(thread, GRACE_NANOS); // so that its exception is not attributed to the next test
        }
        var retained = retainedSince(before);
        if (retained != 0) {
            problems.add(new AssertionError(
                    "left the JVM kept alive: retained " + retained + " more times than before (expected 0)"));
        }
        if (!endsWatchesSince(before)) {
            problems.add(new AssertionError("left a watch open, which would report what later tests do"));
        }
        Threading.setExcepthook(before.excepthook());
        Thread.setDefaultUncaughtExceptionHandler(before.handler());
        Threading.stackSize(before.stackSize());
        Threading.setThreadInheritContext(before.threadInheritContext());
        for (var args : before.uncaught().takeAll()) {
            problems.add(new AssertionError("left an uncaught exception behind: " + args, args.exception()));
        }
        if (!problems.isEmpty() && !hung(context)) {
            var first = problems.get(0);
            problems.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static boolean isAlone() {
        return Threading.enumerate().stream()
                .map(NamedThread::toJavaThread)
                .allMatch(thread -> thread == Thread.currentThread() || !isOfATest(thread.getName()));
    }

    private static boolean isOfATest(String name) {
        return name.startsWith("junit-timeout-thread") || name.startsWith("LowLevel-");
    }

    private static boolean hung(ExtensionContext context) {
        return context.getExecutionException().orElse(null) instanceof TimeoutException;
    }

    private static List<NamedThread> leftBehind(Before before) {
        var deadline = System.nanoTime() + GRACE_NANOS;
        var left = new ArrayList<NamedThread>();
        for (var thread : startedThreads()) {
            if (!before.threads().contains(thread) && !ends(thread, deadline - System.nanoTime())) {
                left.add(thread);
            }
        }
        return left;
    }

    /**
     * Returns how many calls of retain have no matching release. Waits for workers first, since they release the
     * keep-alive thread only after the future of their task is done.
     */
    private static int retainedSince(Before before) {
        var deadline = System.nanoTime() + GRACE_NANOS;
        while (KeepAlive.JVM.retained() != before.retained() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(100_000);
        }
        return KeepAlive.JVM.retained() - before.retained();
    }

    private static boolean endsWatchesSince(Before before) {
        var deadline = System.nanoTime() + GRACE_NANOS;
        while (watches() > before.watches() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(100_000);
        }
        return watches() <= before.watches();
    }

    /** Returns the number of threads of watches, which are threads of the JVM's root group. */
    private static long watches() {
        var root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        var threads = new Thread[root.activeCount() + 64];
        return Stream.of(threads)
                .limit(root.enumerate(threads))
                .filter(thread -> thread.getName().equals("threading4j-watch"))
                .count();
    }

    private static boolean ends(NamedThread thread, long nanos) {
        try {
            return thread.join(nanos / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalStateException e) {
            return !thread.isAlive(); // the thread is being started, or is the current thread
        }
    }

    /** Returns the live threads that this library started. */
    private static Set<NamedThread> startedThreads() {
        return Threading.enumerate().stream()
                .filter(thread -> !thread.getClass().getSimpleName().equals("ForeignThread"))
                .collect(Collectors.toSet());
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext context) {
        System.err.println("hangs: " + context.getUniqueId() + "\n" + ThreadDump.all());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Uncaught.class;
    }

    @Override
    public Uncaught resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return uncaught(context);
    }

    private static Uncaught uncaught(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Uncaught.class, key -> new Uncaught(), Uncaught.class);
    }
}
