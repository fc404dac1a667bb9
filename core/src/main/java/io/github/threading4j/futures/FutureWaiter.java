package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingConsumer;

/**
 * A callback of this library, which only wakes a thread that waits for the future. It is called before all other
 * callbacks, since these are user code and may block.
 */
interface FutureWaiter extends ThrowingConsumer<Future<?>> {
    @Override
    void accept(Future<?> future);
}
