package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Subclasses that override {@code run}, {@code start} or {@code join}, ported from common Python code. */
class NamedThreadSubclassTest {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final List<ThrowingConsumer<NamedThread>> JOINS = List.of(
            NamedThread::join,
            thread -> assertThat(thread.join(Await.SECONDS)).isTrue(),
            thread -> assertThat(thread.join(Duration.ofSeconds(20))).isTrue());

    /** A thread that ends when it is joined. */
    private static final class StoppedByJoin extends NamedThread {
        final Event stop = new Event("stop");

        StoppedByJoin(ThreadKind kind) {
            super(kind.builder().daemon(true));
        }

        @Override
        public void run() throws InterruptedException {
            stop.await();
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            stop.set();
            return super.join(timeout);
        }
    }

    @EachThreadKind
    void join_overriddenToStopTheThread_stopsItInEveryOverload(ThreadKind kind) throws Exception {
        for (var join : JOINS) {
            var thread = new StoppedByJoin(kind);
            thread.start();
            Await.waiting(thread, thread.stop);
            join.accept(thread);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** A thread whose method {@code result} joins the thread, then returns its result. */
    private static final class WithResult extends NamedThread {
        private int result;

        @Override
        public void run() {
            result = 42;
        }

        int result() throws InterruptedException {
            join();
            return result;
        }
    }

    @Test
    void result_methodJoinsBeforeReturning_isComplete() throws Exception {
        var thread = new WithResult();
        thread.start();
        assertThat(thread.result()).isEqualTo(42);
    }

    /** A thread whose {@code join} rethrows the exception of {@code run}. */
    private static final class Rethrowing extends NamedThread {
        private final Exception failure;
        private volatile Exception caught;

        Rethrowing(ThreadKind kind, Exception failure) {
            super(kind.builder().daemon(true));
            this.failure = failure;
        }

        @Override
        public void run() {
            try {
                throw failure;
            } catch (Exception e) {
                caught = e;
            }
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            var ended = super.join(timeout);
            if (caught != null) {
                throw new CompletionException(caught);
            }
            return ended;
        }
    }

    @EachThreadKind
    void join_overriddenToRethrow_throwsInEveryOverload(ThreadKind kind) {
        var failure = new Exception("no disk");
        var thread = new Rethrowing(kind, failure);
        thread.start();
        for (var join : JOINS) {
            assertThatThrownBy(() -> join.accept(thread))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    /** A timer that repeats its function, as in many Python recipes. */
    private static final class Repeating extends Timer {
        Repeating(double interval, Target function) {
            super(interval, function);
        }

        @Override
        public void run() throws Exception {
            while (!getFinished().await(getInterval())) {
                getFunction().run();
            }
        }
    }

    @Test
    void timer_overriddenToRepeat_callsItsFunctionUntilCancelled() throws Exception {
        var calls = new AtomicInteger();
        var self = new AtomicReference<Timer>();
        self.set(new Repeating(0.0001, () -> {
            if (calls.incrementAndGet() == 5) {
                self.get().cancel();
            }
        }));
        self.get().start();
        self.get().join();
        assertThat(calls).hasValue(5);
        assertThat(self.get().getFinished().isSet()).isTrue();
    }

    @Test
    void timer_runOverriddenWithoutSettingFinished_canBeJoined() throws Exception {
        var timer = new Timer(Duration.ZERO, () -> {}) {
            @Override
            public void run() {}
        };
        timer.start();
        timer.join();
        assertThat(timer.isAlive()).isFalse();
        assertThat(timer.getFinished().isSet()).isFalse();
        timer.cancel();
        assertThat(timer.getFinished().isSet()).isTrue();
    }

    @Test
    void timer_getters_returnIntervalAndFunction() {
        Target function = () -> {};
        assertThat(new Timer(1.5, function).getInterval()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(new Timer(Duration.ofMinutes(1), function).getInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(new Timer(-1, function).getInterval()).isZero();
        assertThat(new Timer(Double.POSITIVE_INFINITY, function).getInterval()).isEqualTo(LONGEST);
        assertThat(new Timer(Duration.ofSeconds(Long.MAX_VALUE), function).getInterval())
                .isEqualTo(LONGEST);
        assertThat(new Timer(1, function).getFunction()).isSameAs(function);
    }

    /** A thread whose {@code join} records its argument and does not wait. */
    private static final class Noting extends NamedThread {
        final List<Duration> given = new ArrayList<>();

        @Override
        public boolean join(Duration timeout) {
            given.add(timeout);
            return false;
        }
    }

    @Test
    void join_everyOverload_passesItsTimeoutToTheOverride() throws Exception {
        var thread = new Noting();
        thread.join();
        assertThat(thread.join(1.5)).isFalse();
        thread.join(0);
        thread.join(-1);
        thread.join(Double.NEGATIVE_INFINITY);
        thread.join(1e300);
        thread.join(Double.POSITIVE_INFINITY);
        thread.join(Duration.ofSeconds(-7));
        assertThat(thread.given)
                .containsExactly(
                        LONGEST,
                        Duration.ofMillis(1_500),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        LONGEST,
                        LONGEST,
                        Duration.ofSeconds(-7));
        assertThat(thread.given.get(0).toNanos()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> thread.join(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(thread.given).hasSize(8);
    }

    @EachThreadKind
    void join_longestDuration_waitsForTheEndOrAnInterrupt(ThreadKind kind) throws Exception {
        var end = new CountDownLatch(1);
        var thread = kind.start(end::await);
        try (var joiners = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                Interrupts.during(() -> thread.join(LONGEST));
            } else {
                assertThat(thread.join(LONGEST)).isTrue();
            }
        })) {
            Await.allWaiting(joiners, thread);
            joiners.threads().get(0).interrupt();
            joiners.threads().get(0).join();
            end.countDown();
        }
    }

    @Test
    void start_overriddenWithoutSuper_leavesTheThreadUnstarted() {
        var thread = new NamedThread("idle") {
            @Override
            public void start() {}
        };
        thread.start();
        thread.start();
        assertThat(thread.isAlive()).isFalse();
        assertThat(Threading.enumerate()).doesNotContain(thread);
        assertThatThrownBy(thread::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot join thread before it is started: ");
        thread.setDaemon(true);
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void start_overriddenThrowsAfterSuper_leavesTheThreadRunning() throws Exception {
        var runs = new AtomicInteger();
        var thread = new NamedThread(runs::incrementAndGet) {
            @Override
            public void start() {
                super.start();
                super.start();
            }
        };
        assertThatThrownBy(thread::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("threads can only be started once: ");
        thread.join();
        assertThat(runs).hasValue(1);
    }

    /** A thread whose first call of {@code join} starts the thread and calls {@code join} recursively. */
    private static final class SelfStarting extends NamedThread {
        private int depth;

        SelfStarting(ThreadKind kind) {
            super(kind.builder().daemon(true));
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            if (depth++ == 0) {
                start();
                join();
                join(0);
            }
            return super.join(timeout);
        }
    }

    @EachThreadKind
    void join_overriddenToStartAndJoinAgain_waitsForTheEnd(ThreadKind kind) throws Exception {
        var thread = new SelfStarting(kind);
        thread.join();
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.depth).isEqualTo(3);
    }

    /** A thread whose {@code start} and {@code join} throw. */
    private static final class Hostile extends NamedThread {
        Hostile(NamedThreadBuilder builder) {
            super(builder);
        }

        @Override
        public void run() {
            throw new IllegalStateException("no disk");
        }

        @Override
        public boolean join(Duration timeout) {
            throw new AssertionError("the library called the overridden join");
        }

        void begins() {
            super.start();
        }

        @Override
        public void start() {
            throw new AssertionError("the library called the overridden start");
        }

        boolean ends() throws InterruptedException {
            return super.join(Duration.ofSeconds(20));
        }
    }

    @EachThreadKind
    void startAndEnd_callNoOverriddenMethod(ThreadKind kind, Uncaught uncaught) throws Exception {
        var thread = new Hostile(kind.builder().daemon(true));
        thread.begins();
        assertThat(thread.ends()).isTrue();
        assertThat(uncaught.take().exception()).hasMessage("no disk");
    }
}
