package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SurveyTest {
    /** A blocker that runs code of the test while a survey examines the thread that is parked there. */
    private abstract static class Probe implements Blocker {
        private int calls;

        /** Starts a thread that parks at this blocker forever. */
        void parkThread() {
            var thread = new Thread(() -> {
                while (true) {
                    LockSupport.park(this);
                }
            });
            thread.start();
            Await.until(
                    "the thread is parked",
                    () -> LockSupport.getBlocker(thread) == this && thread.getState() == Thread.State.WAITING);
        }

        abstract void examined(int call);

        @Override
        public Enders enders(Thread waiter) {
            examined(++calls);
            return Enders.Open.ANY_THREAD;
        }

        @Override
        public Kind kind() {
            return Kind.EVENT;
        }

        @Override
        public Object awaited() {
            return this;
        }

        @Override
        public int exits() {
            return 0;
        }
    }

    /**
     * The survey lists three threads. Before the survey examines the second thread, that thread starts a fourth one,
     * which is in no list yet, and waits. When the survey examines the third thread again, the fourth one ends the wait
     * of the second one, and then ends itself.
     */
    static final class Program {
        private static final Event event = new Event();
        private static volatile boolean begins;
        private static volatile boolean ends;

        public static void main(String[] args) {
            var fourth = new Thread(() -> {
                spinUntilEnd();
                event.set();
            });
            var second = new Thread(() -> {
                while (!begins) {
                    Thread.onSpinWait();
                }
                fourth.start();
                waitForEvent();
            });
            new Probe() {
                @Override
                void examined(int call) {
                    begins = true;
                    Await.waiting(second, event);
                }
            }.parkThread();
            second.start();
            new Probe() {
                @Override
                void examined(int call) {
                    if (call == 2) {
                        ends = true;
                        Await.terminated(fourth);
                    }
                }
            }.parkThread();
            System.out.println("groups: " + Survey.take().knots().size());
            Runtime.getRuntime().halt(0);
        }

        private static void spinUntilEnd() {
            while (!ends) {
                Thread.onSpinWait();
            }
        }

        private static void waitForEvent() {
            try {
                event.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void threadThatStartsAndEndsDuringTheSurvey_countsAsLeft() {
        assertThat(ChildJvm.of(Program.class).run().lines()).containsExactly("groups: 0");
    }
}
