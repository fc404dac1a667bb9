package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Lock;
import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCountsTest {
    /** Creates a synchronizer, and does not wait. */
    static final class Program {
        public static void main(String[] args) {
            System.out.println(
                    args[0].equals("lock") ? new Lock() : new Latch(Blocker.Kind.EVENT, "something", null).isOpen());
        }
    }

    /** If the end of a wait initialized the class, the wait could fail after the thread has acquired a lock. */
    @ParameterizedTest
    @ValueSource(strings = {"lock", "latch"})
    void class_isInitializedBeforeAnyWait(String synchronizer) {
        var result =
                ChildJvm.of(Program.class).flags("-Xlog:class+init=info:stdout").run(synchronizer);
        assertThat(result.out()).contains("Initializing 'io/github/threading4j/internal/ExitCounts'");
    }
}
