package io.github.threading4j.futures;

import java.io.IOException;

/** A task that always fails. */
final class FailingTask {
    private FailingTask() {}

    static Integer fail() throws IOException {
        throw new IOException("never retrieved");
    }
}
