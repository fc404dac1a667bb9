package io.github.threading4j.futures;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The iterator of {@link Results}. One thread takes results; any thread may close. */
interface ResultsIterator<T extends @Nullable Object> extends Iterator<T> {
    /** Cancels the work that has not started, wakes a waiting thread, and ends the iterator. */
    void close();
}
