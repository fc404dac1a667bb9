package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Only waits of public operations can be cancelled. Code of the library that relies on another wait, such as the wait
 * for a mutex, would be left half done.
 */
class CancelPointUsersTest {
    private static List<String> filesWith(String call) {
        return Repository.javaFiles("core/src/main/java").stream()
                .filter(file -> Repository.text(file).contains(call))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void watch_endsOnlyTheWaitsForLocksThreadsFuturesAndSelects() {
        assertThat(filesWith("CancelPoint.await("))
                .containsExactlyInAnyOrder(
                        "FutureState.java", "LockSync.java", "NamedThread.java", "ReaderSync.java", "SelectSync.java");
        assertThat(filesWith("CancelPoint.awaitInAnyScope(")).containsExactly("LockSync.java");
    }

    /** The places in which the library parks, and those in which it waits in code of others: see decision 0028. */
    @Test
    void scope_endsAllInterruptibleWaits() {
        assertThat(filesWith("CancelPoint.park("))
                .containsExactlyInAnyOrder("ForeignThread.java", "Latch.java", "QueuedSync.java", "Threading.java");
        assertThat(filesWith("CancelPoint.awaitForeign("))
                .containsExactlyInAnyOrder(
                        "BlockingQueueAdapter.java", "Condition.java", "JavaLockAdapter.java", "ServiceExecutor.java");
    }
}
