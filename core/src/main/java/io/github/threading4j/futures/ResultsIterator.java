package io.github.threading4j.futures;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What the iterator of {@link Results} does. One thread takes results; any thread may close. */
interface ResultsIterator<T extends @Nullable Object> extends Iterator<T> {
    /** Cancels what has not started, has a waiting thread go on, and ends the iterator. */
    void close();
}
