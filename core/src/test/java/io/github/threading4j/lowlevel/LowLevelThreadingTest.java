package io.github.threading4j.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.NamedThread;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Uncaught;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LowLevelThreadingTest {
    private final Exchanger<Thread> started = new Exchanger<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private void stayUntilTheEnd() throws InterruptedException {
        started.exchange(Thread.currentThread());
        end.await();
    }

    private void end(Thread thread) {
        end.countDown();
        Await.terminated(thread);
    }

    @Test
    void startNewThread_startsADaemonAndReturnsItsIdent() throws Exception {
        var told = new AtomicReference<Long>();
        var ident = LowLevelThreading.startNewThread(() -> {
            told.set(LowLevelThreading.getIdent());
            stayUntilTheEnd();
        });
        var thread = started.exchange(null);
        assertThat(told.get()).isEqualTo(ident).isPositive().isNotEqualTo(LowLevelThreading.getIdent());
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).matches("LowLevel-[1-9][0-9]*");
        end(thread);
    }

    @Test
    void enumerate_listsAThread_onlyAfterItsFirstUseOfThreading() throws Exception {
        var ask = new CountDownLatch(1);
        var self = new Exchanger<NamedThread>();
        LowLevelThreading.startNewThread(() -> {
            started.exchange(Thread.currentThread());
            ask.await();
            self.exchange(Threading.currentThread());
            end.await();
        });
        var thread = started.exchange(null);
        assertNotListed(thread);
        ask.countDown();
        var dummy = self.exchange(null);
        assertThat(dummy.getName()).startsWith("Dummy-");
        assertThat(Threading.enumerate()).contains(dummy);
        end(thread);
        assertThat(Threading.enumerate()).doesNotContain(dummy);
    }

    @Test
    void exception_threadWithoutADummy_isReportedWithoutAThread(Uncaught uncaught) {
        var thread = new AtomicReference<Thread>();
        LowLevelThreading.startNewThread(() -> {
            thread.set(Thread.currentThread());
            throw new IllegalStateException("no disk");
        });
        var args = uncaught.take();
        assertThat(args.exception()).hasMessage("no disk");
        assertThat(args.thread()).isNull();
        assertNotListed(thread.get());
    }

    /** Does not count the listed threads: a thread of an earlier test may be about to end. */
    private static void assertNotListed(Thread thread) {
        assertThat(Threading.enumerate()).noneMatch(listed -> listed.toJavaThread() == thread);
    }

    @Test
    void exception_threadWithADummy_isReportedWithTheDummy(Uncaught uncaught) {
        var self = new AtomicReference<NamedThread>();
        LowLevelThreading.startNewThread(() -> {
            self.set(Threading.currentThread());
            throw new IllegalStateException("no disk");
        });
        assertThat(uncaught.take().thread()).isSameAs(self.get());
    }

    @Test
    void exit_endsTheThreadWithoutAReport() throws Exception {
        var ended = LowLevelThreading.allocateLock();
        ended.acquire();
        var thread = new AtomicReference<Thread>();
        LowLevelThreading.startNewThread(() -> {
            thread.set(Thread.currentThread());
            try {
                throw LowLevelThreading.exit();
            } finally {
                ended.release();
            }
        });
        assertThat(ended.acquire(Await.SECONDS)).isTrue();
        Await.terminated(thread.get());
        assertThatThrownBy(LowLevelThreading::exit).isInstanceOf(ThreadExit.class);
    }

    @Test
    void startNewThread_doesNotInheritTheContext() throws Exception {
        var user = new ContextVar<>("user", "nobody");
        user.set("ada");
        var seen = new Exchanger<String>();
        LowLevelThreading.startNewThread(() -> seen.exchange(user.get()));
        assertThat(seen.exchange(null)).isEqualTo("nobody");
    }

    @Test
    void stackSize_isThatOfThreading() {
        assertThat(LowLevelThreading.stackSize(1_000_000)).isZero();
        assertThat(LowLevelThreading.stackSize()).isEqualTo(1_000_000);
        assertThat(Threading.stackSize()).isEqualTo(1_000_000);
        assertThatThrownBy(() -> LowLevelThreading.stackSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(LowLevelThreading.getNativeId()).isEqualTo(Threading.getNativeId());
    }

    /** The thread gets the configured stack size, here too large for any system. */
    @Test
    void startNewThread_systemCannotCreateAThread_throwsAndListsNoThread() {
        LowLevelThreading.stackSize(1L << 50);
        assertThatThrownBy(() -> LowLevelThreading.startNewThread(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("can't start new thread: LowLevel-")
                .hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(Threading.enumerate())
                .noneMatch(listed -> listed.toJavaThread().getName().startsWith("LowLevel-"));
    }

    @Test
    void allocateLock_returnsANewUnlockedLock() {
        var lock = LowLevelThreading.allocateLock();
        assertThat(lock.locked()).isFalse();
        assertThat(lock).isNotSameAs(LowLevelThreading.allocateLock());
        assertThat(LowLevelThreading.TIMEOUT_MAX).isEqualTo(Threading.TIMEOUT_MAX);
    }

    /** A program that interrupts its main thread after that thread has ended. */
    static final class MainHasEnded {
        public static void main(String[] args) {
            var main = Threading.mainThread();
            new NamedThread(() -> {
                        main.join();
                        LowLevelThreading.interruptMain();
                        System.out.println(Thread.currentThread().isInterrupted());
                    })
                    .start();
        }
    }

    @Test
    void interruptMain_mainHasEnded_hasNoEffect() {
        var result = ChildJvm.of(MainHasEnded.class).run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.lines()).containsExactly("false");
    }

    @Test
    void startNewThread_null_isRejected() {
        assertThatThrownBy(() -> LowLevelThreading.startNewThread(null))
                .hasMessage("function: null (expected a value)");
    }

    /** A program whose main thread waits until it is interrupted. */
    static final class MainIsInterrupted {
        public static void main(String[] args) {
            LowLevelThreading.startNewThread(() -> {
                Await.parked(Threading.mainThread().toJavaThread());
                LowLevelThreading.interruptMain();
                new CountDownLatch(1).await(); // this daemon does not keep the program alive
            });
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
        }
    }

    @Test
    void interruptMain_mainWaits_interruptsItAndTheProgramEnds() {
        var result = ChildJvm.of(MainIsInterrupted.class).run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.lines()).containsExactly("interrupted");
    }

    /** A program that does not use the library before its thread fails. */
    static final class FailsFirst {
        public static void main(String[] args) throws InterruptedException {
            LowLevelThreading.startNewThread(() -> {
                throw new IllegalStateException("no disk");
            });
            while (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("Low"))) {
                Thread.yield();
            }
        }
    }

    @Test
    void exception_firstUseOfTheLibrary_isReported() {
        var result = ChildJvm.of(FailsFirst.class).withoutLogProvider().run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("Exception in thread LowLevel-1:", "IllegalStateException: no disk");
    }
}
