package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CancelPointTest {
    private static final class Reason extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private enum Outcome {
        RETURNED,
        CANCELLED,
        INTERRUPTED
    }

    private static Outcome outcome(CancelPoint.Wait wait) {
        try {
            CancelPoint.await(wait, Timeout.FOREVER);
            return Outcome.RETURNED;
        } catch (Reason e) {
            return Outcome.CANCELLED;
        } catch (InterruptedException e) {
            return Outcome.INTERRUPTED;
        }
    }

    /** A wait that ends at the same moment as it is cancelled has one of the two outcomes, and no interrupt is left. */
    @Test
    @RaceHunt
    void cancel_racingTheEndOfTheWait_leavesNoInterrupt() throws Exception {
        Rounds.run(200, round -> {
            var go = new CountDownLatch(1);
            var outcome = new AtomicReference<Outcome>();
            var interrupted = new AtomicReference<Boolean>();
            var waiting = new Thread(() -> {
                outcome.set(outcome(nanos -> {
                    go.await();
                    return true;
                }));
                interrupted.set(Thread.interrupted());
            });
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            var releasing = new Thread(go::countDown);
            releasing.start();
            var cancelled = CancelPoint.cancel(waiting, () -> true, Reason::new);
            releasing.join();
            waiting.join();
            assertThat(interrupted.get()).isFalse();
            assertThat(outcome.get()).isIn(Outcome.RETURNED, cancelled ? Outcome.CANCELLED : Outcome.RETURNED);
        });
    }

    @Test
    void cancel_anotherWaitThanTheOneMeant_hasNoEffect() throws Exception {
        var go = new CountDownLatch(1);
        var outcome = new AtomicReference<Outcome>();
        var waiting = new Thread(() -> outcome.set(outcome(nanos -> {
            go.await();
            return true;
        })));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(CancelPoint.cancel(waiting, () -> false, Reason::new)).isFalse();
        go.countDown();
        waiting.join();
        assertThat(outcome).hasValue(Outcome.RETURNED);
        assertThat(CancelPoint.cancel(waiting, () -> true, Reason::new)).isFalse();
    }

    @Test
    void interrupt_duringAWait_isThrownAsUsual() {
        assertThat(outcome(nanos -> {
                    Thread.currentThread().interrupt();
                    new CountDownLatch(1).await();
                    return true;
                }))
                .isEqualTo(Outcome.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void cancelAndInterrupt_bothSeen_throwsAndKeepsTheInterrupt() {
        var me = Thread.currentThread();
        assertThat(outcome(nanos -> {
                    CancelPoint.cancel(me, () -> true, Reason::new);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        me.interrupt(); // by another thread, after the first interrupt was seen
                        throw e;
                    }
                    return true;
                }))
                .isEqualTo(Outcome.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancel_waitReturnsNevertheless_isTakenBack() {
        var me = Thread.currentThread();
        assertThat(outcome(nanos -> CancelPoint.cancel(me, () -> true, Reason::new)))
                .isEqualTo(Outcome.RETURNED);
        assertThat(Thread.interrupted()).isFalse();
    }
}
