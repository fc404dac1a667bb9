package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.Target;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NamedThreadRunTest {
    /** A subclass that overrides {@code run}, as is common in Python. */
    private static class Greeter extends NamedThread {
        final List<String> said = new ArrayList<>();

        Greeter() {}

        Greeter(String name) {
            super(name);
        }

        Greeter(NamedThreadBuilder builder) {
            super(builder);
        }

        @Override
        public void run() throws Exception {
            said.add("hello from " + getName());
            if (getName().equals("failing")) {
                throw new IOException("no greeting");
            }
        }
    }

    @Test
    void run_overridden_isExecutedByTheThread() throws Exception {
        var unnamed = new Greeter();
        var named = new Greeter("greeter");
        for (var greeter : List.of(unnamed, named)) {
            greeter.setDaemon(true);
            greeter.start();
            greeter.join();
            assertThat(greeter.said).containsExactly("hello from " + greeter.getName());
        }
        assertThat(unnamed.getName()).matches("Thread-\\d+");
        assertThat(named.toString()).startsWith("Greeter[name=greeter, stopped daemon");
    }

    @EachThreadKind
    void new_subclassWithBuilder_hasTheBuildersProperties(ThreadKind kind) throws Exception {
        var greeter = new Greeter(kind.builder().name("built").daemon(true));
        greeter.start();
        greeter.join();
        assertThat(greeter.said).containsExactly("hello from built");
        assertThat(greeter.isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
        assertThatThrownBy(() -> new Greeter((NamedThreadBuilder) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("builder: null");
    }

    @Test
    void run_overrideThrows_exceptionIsReported(Uncaught uncaught) throws Exception {
        var greeter = new Greeter("failing");
        greeter.start();
        greeter.join();
        var args = uncaught.take();
        assertThat(args.exception()).isInstanceOf(IOException.class).hasMessage("no greeting");
        assertThat(args.thread()).isSameAs(greeter);
    }

    @Test
    void run_calledDirectly_runsInTheCallerOnce() throws Exception {
        var ran = new ArrayList<Thread>();
        var thread = new NamedThread(() -> ran.add(Thread.currentThread()));
        thread.run();
        assertThat(ran).containsExactly(Thread.currentThread());
        assertThatThrownBy(thread::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the target has already run (expected a thread that has not run it)");
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.getIdent()).isEmpty();
        assertThat(ran).hasSize(1);
    }

    @Test
    void run_calledDirectly_rethrowsTheTargetsException() {
        var failure = new IOException("from the target");
        var thread = new NamedThread(() -> {
            throw failure;
        });
        assertThatThrownBy(thread::run).isSameAs(failure);
        assertThatThrownBy(thread::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void run_calledDirectlyWithoutATarget_hasNoEffect() throws Exception {
        var thread = new NamedThread() {};
        thread.run();
        thread.run();
        thread.start();
        thread.join();
        thread.run();
    }

    @Test
    void start_afterRunWasCalledDirectly_reportsIllegalState(Uncaught uncaught) throws Exception {
        var thread = new NamedThread(() -> {});
        thread.run();
        thread.start();
        thread.join();
        assertThat(uncaught.take().exception()).isInstanceOf(IllegalStateException.class);
    }

    @EachThreadKind
    void run_ended_dropsTheTarget(ThreadKind kind) throws Exception {
        var captured = new Object();
        var gone = new WeakReference<>(captured);
        var thread = kind.start(holding(captured));
        thread.join();
        captured = null;
        Await.collected("the object that the target captured", () -> gone.refersTo(null));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void run_failed_dropsTheTarget(Uncaught uncaught) throws Exception {
        var captured = new Object();
        var gone = new WeakReference<>(captured);
        var target = holding(captured);
        var thread = ThreadKind.PLATFORM.start(failing(target));
        thread.join();
        assertThat(uncaught.take().exception()).hasMessage("after all");
        captured = null;
        target = null;
        Await.collected("the object that the target captured", () -> gone.refersTo(null));
        assertThat(thread.isAlive()).isFalse();
    }

    private static Target holding(Object captured) {
        return () -> captured.hashCode();
    }

    private static Target failing(Target target) {
        return () -> {
            target.run();
            throw new IOException("after all");
        };
    }

    @EachThreadKind
    void thread_endedAndUnreferenced_isCollected(ThreadKind kind) throws Exception {
        var thread = kind.start(() -> {});
        thread.join();
        Await.terminated(thread.toJavaThread());
        var gone = new WeakReference<>(thread);
        thread = null;
        Await.collected("the thread", () -> gone.refersTo(null));
    }

    @EachThreadKind
    void threadExit_inRun_runsFinallyAndIsNotReported(ThreadKind kind) throws Exception {
        var steps = new ArrayList<String>();
        var thread = kind.start(() -> {
            try {
                steps.add("before");
                throw Threading.exit();
            } catch (Exception e) {
                steps.add("caught as Exception");
            } finally {
                steps.add("finally");
            }
        });
        thread.join();
        assertThat(steps).containsExactly("before", "finally");
        assertThat(thread.toString()).contains("stopped");
    }

    @Test
    void exit_throwsThreadExitWithoutAStackTrace() {
        assertThatThrownBy(Threading::exit)
                .isInstanceOf(ThreadExit.class)
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @EachThreadKind
    void interrupt_whileWaiting_throwsInterruptedException(ThreadKind kind, Uncaught uncaught) throws Exception {
        var thread = kind.start(new CountDownLatch(1)::await);
        Await.parked(thread.toJavaThread());
        thread.interrupt();
        thread.join();
        assertThat(uncaught.take().exception()).isInstanceOf(InterruptedException.class);
        thread.interrupt();
        assertThat(thread.isAlive()).isFalse();
    }

    @EachThreadKind
    void interrupt_beforeStart_threadStartsInterrupted(ThreadKind kind) throws Exception {
        var interrupted = new boolean[1];
        var thread = kind.thread(() -> interrupted[0] = Thread.interrupted());
        thread.interrupt();
        thread.start();
        thread.join();
        assertThat(interrupted[0]).isTrue();
    }
}
