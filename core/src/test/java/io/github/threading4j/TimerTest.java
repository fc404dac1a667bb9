package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerTest {
    private final AtomicInteger calls = new AtomicInteger();

    private Timer in(double seconds) {
        return new Timer(seconds, calls::incrementAndGet);
    }

    @Test
    void new_badArguments_areRejected() {
        assertThatThrownBy(() -> in(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timer(1, null)).hasMessage("function: null (expected a value)");
        assertThatThrownBy(() -> new Timer(null, () -> {})).isInstanceOf(NullPointerException.class);
    }

    @Test
    void new_hasADefaultNameAndInheritsDaemon() throws Exception {
        assertThat(in(1).getName()).matches("Thread-\\d+");
        for (var daemon : new boolean[] {false, true}) {
            var made = new AtomicReference<Timer>();
            NamedThread.builder().daemon(daemon).start(() -> made.set(in(1))).join();
            assertThat(made.get().isDaemon()).isEqualTo(daemon);
            made.get().setDaemon(!daemon);
            assertThat(made.get().isDaemon()).isEqualTo(!daemon);
        }
    }

    @Test
    void start_callsTheFunctionOnceAfterTheInterval() throws Exception {
        var caller = new AtomicReference<NamedThread>();
        var begin = System.nanoTime();
        var timer = new Timer(0.02, () -> {
            calls.incrementAndGet();
            caller.set(Threading.currentThread());
        });
        timer.setName("egg");
        timer.start();
        timer.join();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        assertThat(calls).hasValue(1);
        assertThat(caller).hasValue(timer);
        assertThat(timer.isAlive()).isFalse();
        assertThat(timer.getFinished().isSet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NEGATIVE_INFINITY})
    void start_zeroOrNegativeInterval_callsTheFunction(double seconds) throws Exception {
        var timer = in(seconds);
        timer.start();
        timer.join();
        var negative = new Timer(Duration.ofSeconds((long) seconds), calls::incrementAndGet);
        negative.start();
        negative.join();
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3_600, 1e300, Double.POSITIVE_INFINITY})
    void cancel_whileWaiting_endsWithoutACall(double seconds) throws Exception {
        var timer = in(seconds);
        timer.start();
        Await.waiting(timer, timer.getFinished());
        assertThat(timer.getFinished().isSet()).isFalse();
        timer.cancel();
        timer.join();
        assertThat(calls).hasValue(0);
        assertThat(timer.getFinished().isSet()).isTrue();
        timer.cancel();
    }

    @Test
    void cancel_beforeStart_endsWithoutACall() throws Exception {
        for (var timer : new Timer[] {in(0), in(3_600)}) {
            timer.cancel();
            assertThat(timer.isAlive()).isFalse();
            timer.start();
            timer.join();
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void cancel_duringTheCall_completesTheCall() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var timer = new Timer(Duration.ZERO, () -> {
            begun.countDown();
            goOn.await();
            calls.incrementAndGet();
        });
        timer.start();
        begun.await();
        assertThat(timer.getFinished().isSet()).isFalse();
        timer.cancel();
        assertThat(timer.isAlive()).isTrue();
        assertThat(calls).hasValue(0);
        goOn.countDown();
        timer.join();
        assertThat(calls).hasValue(1);
        timer.cancel();
    }

    @Test
    void cancel_byTheTimersFunction_completesTheCall() throws Exception {
        var self = new AtomicReference<Timer>();
        self.set(new Timer(0, () -> {
            self.get().cancel();
            calls.incrementAndGet();
        }));
        self.get().start();
        self.get().join();
        assertThat(calls).hasValue(1);
    }

    @Test
    void finished_setWhileTheTimerWaits_cancelsIt() throws Exception {
        var timer = in(3_600);
        timer.start();
        Await.waiting(timer, timer.getFinished());
        timer.getFinished().set();
        timer.join();
        assertThat(calls).hasValue(0);
    }

    @Test
    void function_fails_exceptionIsReportedAndFinishedIsNotSet(Uncaught uncaught) throws Exception {
        var failure = new Exception("in the function");
        var timer = new Timer(0, () -> {
            throw failure;
        });
        timer.start();
        timer.join();
        var args = uncaught.take();
        assertThat(args.exception()).isSameAs(failure);
        assertThat(args.thread()).isSameAs(timer);
        assertThat(timer.getFinished().isSet()).isFalse();
    }

    @Test
    void function_callsExit_endsWithoutAReport() throws Exception {
        var timer = new Timer(0, Threading::exit);
        timer.start();
        timer.join();
        assertThat(timer.getFinished().isSet()).isFalse();
    }

    @Test
    void interrupt_whileTheTimerWaits_endsItWithoutACall(Uncaught uncaught) throws Exception {
        var timer = in(3_600);
        timer.start();
        Await.waiting(timer, timer.getFinished());
        timer.interrupt();
        timer.join();
        assertThat(uncaught.take().exception()).isInstanceOf(InterruptedException.class);
        assertThat(calls).hasValue(0);
        assertThat(timer.getFinished().isSet()).isFalse();
    }

    @Test
    void start_twice_isRejected() throws Exception {
        var timer = in(0);
        timer.start();
        assertThatThrownBy(timer::start).isInstanceOf(IllegalStateException.class);
        timer.join();
        assertThatThrownBy(timer::start).isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(1);
    }
}
