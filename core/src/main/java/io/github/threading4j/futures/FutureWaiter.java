package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingConsumer;

/**
 * A callback that only wakes a thread of this library that waits for the future. It is called before the callbacks of
 * the program, which may block.
 */
interface FutureWaiter extends ThrowingConsumer<Future<?>> {
    @Override
    void accept(Future<?> future);
}
