package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Only waits of public operations can be cancelled. Code of the library that relies on another wait, such as the wait
 * for a mutex, would be left half done.
 */
class CancelPointUsersTest {
    @Test
    void cancelPoint_isUsedOnlyByTheWaitsForLocksThreadsFuturesAndSelects() {
        assertThat(Repository.javaFiles("core/src/main/java"))
                .filteredOn(file -> Repository.text(file).contains("CancelPoint.await("))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "FutureState.java",
                        "LockSync.java",
                        "NamedThread.java",
                        "ReadWriteSync.java",
                        "SelectSync.java");
    }
}
