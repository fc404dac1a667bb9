package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingConsumer;

/**
 * A callback that only wakes a thread that waits for the future in this library. It is called before the callbacks of
 * the program, which may block.
 */
interface FutureWaiter extends ThrowingConsumer<Future<?>> {
    @Override
    void accept(Future<?> future);
}
