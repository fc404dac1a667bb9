package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The interruption and cancellation of a single task. */
class PoolTaskTest {
    @Test
    void interruptRunner_taskEnds_clearsTheInterruptStatus() {
        var task = new AtomicReference<PoolTask<Boolean>>();
        task.set(new PoolTask<>(
                () -> {
                    task.get().interruptRunner();
                    return Thread.currentThread().isInterrupted();
                },
                () -> "owner"));
        task.get().run();
        assertThat(task.get().resultNow()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
        task.get().interruptRunner();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void runInSubmitter_threadInterrupted_keepsTheInterruptStatus() {
        var task = new PoolTask<>(PoolTaskTest::interruptedInSleep, () -> "owner");
        task.runInSubmitter();
        assertThat(task.exceptionNow()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void runInSubmitter_taskInterrupted_clearsTheInterruptStatus() {
        var task = new AtomicReference<PoolTask<Boolean>>();
        task.set(new PoolTask<>(
                () -> {
                    task.get().interruptRunner();
                    return interruptedInSleep();
                },
                () -> "owner"));
        task.get().runInSubmitter();
        assertThat(task.get().exceptionNow()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static boolean interruptedInSleep() throws InterruptedException {
        Thread.currentThread().interrupt();
        Threading.sleep(Await.SECONDS);
        return false;
    }

    @Test
    void cancel_runningTask_callsTheCallbackBeforeTheTaskEnds() throws Exception {
        var task = new AtomicReference<PoolTask<Integer>>();
        var called = new Event();
        var seen = new Event();
        task.set(new PoolTask<>(
                () -> {
                    assertThat(task.get().cancel(true)).isTrue();
                    assertThat(called.isSet()).isTrue();
                    assertThat(task.get().hasEnded()).isFalse();
                    seen.set();
                    return 1;
                },
                () -> "owner"));
        task.get().addDoneCallback(done -> called.set());
        assertThat(task.get().awaitTermination(0)).isFalse();
        task.get().run();
        assertThat(seen.isSet()).isTrue();
        assertThat(task.get().hasEnded()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    /**
     * A task that runs in the submitting thread can run in a foreign thread whose class overrides {@code interrupt()}.
     */
    @Test
    void cancel_interruptFails_callsTheCallbackAndTheTaskContinues() throws Exception {
        var failure = new SecurityException("on purpose");
        var begun = new Event();
        var mayEnd = new Event();
        var task = new PoolTask<>(
                () -> {
                    begun.set();
                    return mayEnd.await();
                },
                () -> "owner");
        var caller = new Thread(task::run) {
            @Override
            public void interrupt() {
                throw failure;
            }
        };
        caller.start();
        begun.await();
        var called = new Event();
        task.addDoneCallback(done -> called.set());
        assertThatThrownBy(() -> task.cancel(true)).isSameAs(failure);
        assertThat(called.isSet()).isTrue();
        mayEnd.set();
        Await.terminated(caller);
    }
}
