package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Exit of the JVM while threads whose classes override {@code join} or {@code run} are running. */
class NamedThreadSubclassExitTest {
    private static final Event MAIN_ENDS = new Event();

    /** A program that ends after starting a thread whose {@code join} never returns. */
    static final class Program {
        public static void main(String[] args) {
            new Stuck(ThreadKind.valueOf(args[0]).builder().daemon(false)).start();
            System.out.println("main");
            MAIN_ENDS.set();
        }
    }

    private static final class Stuck extends NamedThread {
        Stuck(NamedThreadBuilder builder) {
            super(builder);
        }

        @Override
        public void run() throws InterruptedException {
            MAIN_ENDS.await();
            System.out.println("run");
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            return new Event().await();
        }
    }

    @EachThreadKind
    void exit_joinOfARunningThreadNeverReturns_waitsForItsRun(ThreadKind kind) {
        var result = ChildJvm.of(Program.class).run(kind.name());
        assertThat(result.lines()).containsExactly("main", "run");
        assertThat(result.exitCode()).isZero();
    }

    /** A program that ends after starting a timer whose {@code run} does not set its finished event. */
    static final class TimerProgram {
        public static void main(String[] args) {
            new Timer(3_600, () -> {}) {
                @Override
                public void run() {
                    System.out.println("run");
                }
            }.start();
        }
    }

    @Test
    void exit_runningTimerNeverSetsFinished_waitsForItsRun() {
        var result = ChildJvm.of(TimerProgram.class).run();
        assertThat(result.lines()).containsExactly("run");
        assertThat(result.exitCode()).isZero();
    }
}
