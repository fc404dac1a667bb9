package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit of the JVM while a timer waits. */
class TimerExitTest {
    /** A program that ends after starting a timer. */
    static final class Program {
        public static void main(String[] args) {
            var interval = Double.parseDouble(args[1]);
            NamedThread timer = args[0].equals("once")
                    ? new Timer(interval, () -> System.out.println("timer"))
                    : RepeatingTimer.fixedDelay(interval, () -> {
                        System.out.println("timer");
                        throw Threading.exit();
                    });
            timer.setDaemon(args[2].equals("daemon"));
            timer.start();
            if (args.length > 3) {
                ((Timer) timer).cancel();
            }
            System.out.println("main");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"once", "repeating"})
    void exit_whileATimerWaits_waitsForItsCall(String type) {
        var result = ChildJvm.of(Program.class).run(type, "0.5", "no daemon");
        assertThat(result.lines()).containsExactly("main", "timer");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"once", "repeating"})
    void exit_whileADaemonTimerWaits_doesNotWait(String type) {
        var result = ChildJvm.of(Program.class).run(type, "3600", "daemon");
        assertThat(result.lines()).containsExactly("main");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void exit_timerCancelled_doesNotWait() {
        var result = ChildJvm.of(Program.class).run("once", "3600", "no daemon", "cancel");
        assertThat(result.lines()).containsExactly("main");
        assertThat(result.exitCode()).isZero();
    }
}
