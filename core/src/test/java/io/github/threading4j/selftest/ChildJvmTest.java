package io.github.threading4j.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ChildJvmTest {
    static final class Program {
        public static void main(String[] args) {
            System.out.println("hello " + String.join(",", args));
            System.err.println(LoggerFactory.getILoggerFactory().getClass().getSimpleName());
            System.exit(Integer.getInteger("code", 0));
        }
    }

    @Test
    void run_programWithFlagsAndArguments_returnsOutputAndExitCode() {
        var result = ChildJvm.of(Program.class).flags("-Dcode=3").run("a", "b c");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.lines()).containsExactly("hello a,b c");
        assertThat(result.err()).contains("LoggerContext");
    }

    @Test
    void withoutLogProvider_slf4jFindsNoProvider() {
        assertThat(ChildJvm.of(Program.class).withoutLogProvider().run().err()).contains("NOPLoggerFactory");
    }

    @Test
    void after_shellCommandExits_programDoesNotRun() {
        var result = ChildJvm.of(Program.class).after("exit 7").run("x");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).isEmpty();
    }
}
