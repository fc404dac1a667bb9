package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The first wait of a program makes the JVM load classes. If a class loader parks to acquire a lock, it can consume the
 * permit that was meant to wake the waiting thread. Therefore, a thread must not load a class after it has entered the
 * list of waiting threads and before it parks.
 */
class LatchClassLoadingTest {
    /** A class loader for a separate copy of the library; calls a listener before it loads each class. */
    private static final class TellingLoader extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final Consumer<String> listener;

        TellingLoader(Consumer<String> listener) {
            super(new URL[] {locationOf(Event.class), locationOf(LoggerFactory.class)}, getPlatformClassLoader());
            this.listener = listener;
        }

        private static URL locationOf(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            listener.accept(name);
            return super.loadClass(name, resolve);
        }
    }

    /** An event of a copy of the library that has not been used yet. */
    private static final class FreshEvent implements AutoCloseable {
        private final TellingLoader loader;
        private final Object event;

        FreshEvent(Consumer<String> listener) throws Exception {
            loader = new TellingLoader(listener);
            event = loader.loadClass(Event.class.getName()).getConstructor().newInstance();
        }

        void await() throws Exception {
            event.getClass().getMethod("await").invoke(event);
        }

        void set() throws Exception {
            event.getClass().getMethod("set").invoke(event);
        }

        @Override
        public void close() throws Exception {
            loader.close();
        }
    }

    private volatile Thread waiter;
    private volatile FreshEvent event;

    @Test
    void await_classLoaderConsumesTheWakeUp_returns() throws Exception {
        var classes = 0;
        while (isSetAsTheWaiterLoads(classes)) {
            classes++;
        }
        assertThat(classes).isPositive();
    }

    /**
     * Sets the event when the waiter loads the class with the given number, counted from 0; returns false if the waiter
     * loads fewer classes.
     */
    private boolean isSetAsTheWaiterLoads(int number) throws Exception {
        var count = new AtomicInteger();
        var reached = new AtomicBoolean();
        waiter = null;
        try (var fresh = new FreshEvent(name -> {
            if (Thread.currentThread() == waiter && count.getAndIncrement() == number) {
                Bunch.start(ThreadKind.PLATFORM, index -> event.set()).join();
                LockSupport.parkNanos(1); // consumes the permit that the waiter may have received
                reached.set(true);
            }
        })) {
            event = fresh;
            try (var bunch = Bunch.start(ThreadKind.PLATFORM, index -> {
                waiter = Thread.currentThread();
                fresh.await();
            })) {
                var thread = bunch.thread().toJavaThread();
                Await.until(
                        "the waiter has loaded the class, or waits",
                        () -> reached.get()
                                || LockSupport.getBlocker(thread) != null && thread.getState() == Thread.State.WAITING);
                fresh.set();
            }
        }
        return reached.get();
    }
}
