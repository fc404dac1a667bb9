package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NamedThreadStartTest {
    @EachThreadKind
    void start_runsTheTargetInANewThread(ThreadKind kind) throws Exception {
        var ran = new Thread[1];
        var thread = kind.thread(() -> ran[0] = Thread.currentThread());
        assertThat(ran[0]).isNull();
        thread.start();
        thread.join();
        assertThat(ran[0]).isSameAs(thread.toJavaThread()).isNotSameAs(Thread.currentThread());
        assertThat(JavaThreads.isVirtual(ran[0])).isEqualTo(kind == ThreadKind.VIRTUAL);
    }

    @EachThreadKind
    void start_returned_threadIsAliveAndListed(ThreadKind kind) throws Exception {
        var end = new CountDownLatch(1);
        var thread = kind.start(end::await);
        assertThat(Threading.enumerate()).contains(thread);
        assertThat(thread.isAlive()).isTrue();
        assertThat(thread.getIdent()).isPresent();
        end.countDown();
        thread.join();
    }

    @EachThreadKind
    void isAlive_beforeStartAndAfterEnd_isFalse(ThreadKind kind) throws Exception {
        var thread = kind.thread(
                () -> assertThat(Threading.currentThread().isAlive()).isTrue());
        assertThat(thread.isAlive()).isFalse();
        assertThat(Threading.enumerate()).doesNotContain(thread);
        thread.start();
        thread.join();
        assertThat(thread.isAlive()).isFalse();
        assertThat(Threading.enumerate()).doesNotContain(thread);
    }

    @EachThreadKind
    void start_twice_isRejected(ThreadKind kind) throws Exception {
        var runs = new AtomicInteger();
        var end = new CountDownLatch(1);
        var thread = kind.thread(() -> {
            runs.incrementAndGet();
            end.await();
        });
        thread.start();
        assertStartRefused(thread);
        end.countDown();
        thread.join();
        assertStartRefused(thread);
        assertThat(runs).hasValue(1);
    }

    @Test
    void start_mainThread_isRejected() {
        assertStartRefused(Threading.mainThread());
    }

    private static void assertStartRefused(NamedThread thread) {
        assertThatThrownBy(thread::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("threads can only be started once: " + thread);
    }

    @EachThreadKind
    void start_byManyThreads_allButOneThrow(ThreadKind kind) throws Exception {
        for (int round = 0; round < 50; round++) {
            var runs = new AtomicInteger();
            var refused = new AtomicInteger();
            var thread = kind.thread(runs::incrementAndGet);
            Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                        try {
                            thread.start();
                        } catch (IllegalStateException e) {
                            refused.incrementAndGet();
                        }
                    })
                    .close();
            thread.join();
            assertThat(refused).hasValue(3);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    @Tag(Needs.NO_VIRTUAL_THREADS)
    void builderVirtual_belowJava21_isUnsupported() {
        assertThatThrownBy(() -> NamedThread.builder().virtual())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("virtual threads need Java 21: running on Java "
                        + Runtime.version().feature() + " (expected 21 or later)");
    }

    @Test
    void new_nullTargetOrName_isRejectedWithoutUsingUpANumber() {
        Threading.currentThread(); // creates this thread's dummy, whose name uses up a number
        var before = numberOfTheNext();
        assertNull(() -> new NamedThread((Target) null), "target");
        assertNull(() -> new NamedThread(null, "name"), "target");
        assertNull(() -> new NamedThread(() -> {}, null), "name");
        assertNull(() -> NamedThread.builder().unstarted(null), "target");
        assertNull(() -> NamedThread.builder().start(null), "target");
        assertNull(() -> NamedThread.builder().name(null), "name");
        assertThat(numberOfTheNext()).isEqualTo(before + 1);
    }

    private static int numberOfTheNext() {
        return Integer.parseInt(new NamedThread(() -> {}).getName().substring("Thread-".length()));
    }

    private static void assertNull(ThrowingCallable call, String parameter) {
        assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter + ": null (expected a value)");
    }

    @Test
    void start_systemCannotCreateAThread_leavesThreadUnstarted() {
        var thread = NamedThread.builder().daemon(true).stackSize(1L << 50).unstarted(() -> {});
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(thread::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "can't start new thread: NamedThread[name=" + thread.getName() + ", initial")
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertNoTrace(thread);
        }
        assertThat(Threading.enumerate()).doesNotContain(thread);
    }

    @EachThreadKind
    void start_javaThreadAlreadyStarted_isRejectedAndDoesNotListTheThread(ThreadKind kind) {
        var end = new CountDownLatch(1);
        var thread = kind.thread(end::await);
        thread.setDaemon(false);
        Await.until("no thread of another test is retained", () -> KeepAlive.JVM.retained() == 0);
        thread.toJavaThread().start();
        assertThatThrownBy(thread::start)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("threads can only be started once: ");
        assertThat(Threading.enumerate()).doesNotContain(thread);
        assertThat(KeepAlive.JVM.retained()).isZero();
        end.countDown();
        Await.terminated(thread.toJavaThread());
        assertThat(KeepAlive.JVM.retained()).isZero();
    }

    private static void assertNoTrace(NamedThread thread) {
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.getIdent()).isEmpty();
        assertThat(thread.getNativeId()).isEmpty();
        assertThat(Threading.enumerate()).doesNotContain(thread);
        assertThatThrownBy(thread::join).hasMessageStartingWith("cannot join thread before it is started");
        thread.setDaemon(thread.isDaemon());
    }

    /**
     * A program that starts threads with large stacks until a thread cannot be started. It then ends the threads that
     * were started, and retries the one that failed.
     */
    static final class CrowdedProgram {
        public static void main(String[] args) throws Exception {
            var end = new CountDownLatch(1);
            var started = new ArrayList<NamedThread>();
            var builder = NamedThread.builder().daemon(true).stackSize(1L << 30);
            NamedThread refused = null;
            while (refused == null) {
                var next = builder.unstarted(() -> {
                    end.await();
                    System.out.println("ran");
                });
                try {
                    next.start();
                    started.add(next);
                } catch (IllegalStateException e) {
                    assertNoTrace(next);
                    refused = next;
                }
            }
            System.out.println("refused after some: " + !started.isEmpty());
            end.countDown();
            for (var thread : started) {
                thread.join();
                Await.terminated(thread.toJavaThread());
            }
            System.out.println("again");
            var again = refused;
            Await.until("the thread starts", () -> starts(again)); // the system frees stacks with a delay
            again.join();
            System.out.println("active: " + Threading.activeCount());
        }
    }

    private static boolean starts(NamedThread thread) {
        try {
            thread.start();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    @Tag(Needs.LINUX)
    void start_againAfterAFailure_runsTheTarget() {
        var result = ChildJvm.of(CrowdedProgram.class)
                .after("ulimit -v 6000000")
                .flags("-Xmx64m", "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=32m")
                .run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines().stream().filter(line -> !line.startsWith("["))) // a JVM warning
                .startsWith("refused after some: true", "ran")
                .endsWith("again", "ran", "active: 1");
    }
}
