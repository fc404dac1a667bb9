package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.internal.WeakThreadMap;
import io.github.threading4j.testing.Await;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Threads that were not started by this library. */
class ForeignThreadTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Exchanger<NamedThread> asked = new Exchanger<>();

    private Thread startForeign() {
        var thread = new Thread(
                () -> {
                    try {
                        asked.exchange(Threading.currentThread());
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "foreign");
        thread.start();
        return thread;
    }

    private void end(Thread foreign) throws InterruptedException {
        end.countDown();
        foreign.join();
    }

    @Test
    void currentThread_inAForeignThread_returnsADummy() throws Exception {
        var foreign = startForeign();
        var dummy = asked.exchange(null);
        assertThat(dummy.getName()).matches("Dummy-[1-9][0-9]*");
        assertThat(dummy.isDaemon()).isFalse();
        assertThat(dummy.isAlive()).isTrue();
        assertThat(dummy.isVirtual()).isFalse();
        assertThat(dummy.toJavaThread()).isSameAs(foreign);
        assertThat(dummy.getIdent()).isPresent();
        assertThat(dummy.toString()).startsWith("DummyThread[name=" + dummy.getName() + ", started, ident=");
        end(foreign);
    }

    @Test
    void currentThread_calledAgain_returnsTheSameDummy() {
        assertThat(Threading.currentThread()).isSameAs(Threading.currentThread());
    }

    @Test
    void isDaemon_ofAForeignThread_isThatOfTheJavaThread() throws Exception {
        var flag = new AtomicReference<Boolean>();
        var daemon = new Thread(() -> flag.set(Threading.currentThread().isDaemon()));
        daemon.setDaemon(true);
        daemon.start();
        daemon.join();
        assertThat(flag).hasValue(true);
    }

    /** The library must not keep threads in a hash map, which would call {@code equals} and {@code hashCode}. */
    @Test
    void currentThread_threadOverridesEqualsAndHashCode_callsNeither() throws Exception {
        var answers = new ArrayList<NamedThread>();
        var foreign =
                new Thread(() -> {
                    answers.add(Threading.currentThread());
                    answers.add(Threading.currentThread());
                }) {
                    @Override
                    public boolean equals(Object other) {
                        throw new AssertionError("equals was called");
                    }

                    @Override
                    public int hashCode() {
                        throw new AssertionError("hashCode was called");
                    }
                };
        foreign.setUncaughtExceptionHandler((thread, failure) -> {});
        foreign.start();
        foreign.join();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).isSameAs(answers.get(1));
    }

    @Test
    void enumerate_listsAForeignThread_fromItsFirstUseToItsEnd() throws Exception {
        var silent = new Thread(() -> {}, "silent");
        silent.start();
        silent.join();
        assertThat(Threading.enumerate()).noneMatch(listed -> listed.toJavaThread() == silent);
        var foreign = startForeign();
        var dummy = asked.exchange(null);
        assertThat(Threading.enumerate()).contains(dummy);
        Await.until(
                "both counts agree",
                () -> Threading.activeCount() == Threading.enumerate().size());
        end(foreign);
        assertThat(Threading.enumerate()).doesNotContain(dummy);
        assertThat(dummy.isAlive()).isFalse();
    }

    @Test
    void start_ofADummy_isRejected() throws Exception {
        var foreign = startForeign();
        var dummy = asked.exchange(null);
        assertThatThrownBy(dummy::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("threads can only be started once: DummyThread");
        end(foreign);
    }

    @Test
    void setName_ofADummy_doesNotRenameTheJavaThread() throws Exception {
        var foreign = startForeign();
        var dummy = asked.exchange(null);
        dummy.setName("renamed");
        assertThat(dummy.getName()).isEqualTo("renamed");
        assertThat(foreign.getName()).isEqualTo("foreign");
        end(foreign);
    }

    @Test
    void interrupt_ofADummy_interruptsTheThread() throws Exception {
        var interrupted = new CountDownLatch(1);
        var current = new AtomicReference<NamedThread>();
        var foreign = new Thread(() -> {
            current.set(Threading.currentThread());
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            interrupted.countDown();
        });
        foreign.start();
        Await.until("the thread has called currentThread", () -> current.get() != null);
        current.get().interrupt();
        interrupted.await();
        foreign.join();
    }

    @Test
    void foreignThread_ended_isCollected() throws Exception {
        var foreign = startForeign();
        var dummy = asked.exchange(null);
        end(foreign);
        var gone = new WeakReference<>(foreign);
        foreign = null;
        Await.collected("the foreign thread", () -> gone.refersTo(null));
        assertThat(dummy.isAlive()).isFalse();
        assertThat(dummy.getIdent()).isEmpty();
        assertThat(dummy.getNativeId()).isEmpty();
        assertThatThrownBy(dummy::toJavaThread)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(dummy.getName());
        assertThat(dummy.toString()).contains("stopped");
        dummy.interrupt(); // no effect, as with any thread that has ended
    }

    @Test
    void dummy_ofAnEndedThread_isCollected() throws Exception {
        var foreign = startForeign();
        var gone = new WeakReference<>(asked.exchange(null));
        end(foreign);
        foreign = null;
        Await.collected("the dummy", () -> {
            // Creating a dummy removes the entries of collected threads.
            var other = new Thread(Threading::currentThread);
            other.start();
            Await.terminated(other);
            return gone.refersTo(null);
        });
    }

    @Test
    void foreignThreads_manyThatHaveEnded_doNotAccumulate() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            var foreign = new Thread(Threading::currentThread);
            foreign.start();
            foreign.join();
        }
        var field = ThreadTable.class.getDeclaredField("ADOPTED");
        field.setAccessible(true);
        assertThat(((WeakThreadMap<?>) field.get(null)).values()).hasSizeLessThan(300);
    }
}
