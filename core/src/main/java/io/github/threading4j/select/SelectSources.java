package io.github.threading4j.select;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Hold;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.WriteLock;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.LatchSource;
import io.github.threading4j.internal.SelectSource;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WatchedSource;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The things that a select can wait for. The classes return them by package-private methods, which are not part of the
 * public API. Therefore, the methods are looked up here; handing them in would load a class in programs that use no
 * select.
 */
final class SelectSources {
    private static final MethodHandle EVENT = method(Event.class, "selectSource", LatchSource.class);
    private static final MethodHandle THREAD = method(NamedThread.class, "selectSource", LatchSource.class);
    private static final MethodHandle FUTURE = method(Future.class, "selectSource", LatchSource.class);
    private static final MethodHandle ITEM = method(Queue.class, "itemSource", WatchedSource.class);
    private static final MethodHandle SIMPLE_ITEM = method(SimpleQueue.class, "itemSource", WatchedSource.class);
    private static final MethodHandle ROOM = method(Queue.class, "roomSource", WatchedSource.class, Object.class);
    private static final MethodHandle LOCK = method(Lock.class, "selectSource", WatchedSource.class);
    private static final MethodHandle RLOCK = method(RLock.class, "selectSource", WatchedSource.class);
    private static final MethodHandle READ_LOCK = method(ReadLock.class, "selectSource", WatchedSource.class);
    private static final MethodHandle WRITE_LOCK = method(WriteLock.class, "selectSource", WatchedSource.class);
    private static final MethodHandle SEMAPHORE = method(Semaphore.class, "selectSource", WatchedSource.class);

    private SelectSources() {}

    private static MethodHandle method(Class<?> owner, String name, Class<?> type, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVirtual(owner, name, MethodType.methodType(type, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static SelectSource<Event> of(Event event) {
        return open(EVENT, event);
    }

    static SelectSource<NamedThread> of(NamedThread thread) {
        return open(THREAD, thread);
    }

    static <T extends @Nullable Object> SelectSource<Future<T>> of(Future<T> future) {
        return open(FUTURE, future);
    }

    static <T extends @Nullable Object> SelectSource<T> of(Queue<T> queue) {
        return open(ITEM, queue);
    }

    static <T extends @Nullable Object> SelectSource<T> of(SimpleQueue<T> queue) {
        return open(SIMPLE_ITEM, queue);
    }

    static <T extends @Nullable Object> SelectSource<@Nullable Void> roomOf(Queue<T> queue, T item) {
        return open(MethodHandles.insertArguments(ROOM, 1, item), queue);
    }

    static SelectSource<Hold> of(Acquirable acquirable) {
        if (acquirable instanceof Lock) {
            return open(LOCK, acquirable);
        }
        if (acquirable instanceof RLock) {
            return open(RLOCK, acquirable);
        }
        if (acquirable instanceof ReadLock) {
            return open(READ_LOCK, acquirable);
        }
        if (acquirable instanceof WriteLock) {
            return open(WRITE_LOCK, acquirable);
        }
        if (acquirable instanceof Semaphore) {
            return open(SEMAPHORE, acquirable);
        }
        var expected = acquirable instanceof Condition
                ? " (expected its lock; a signal is not kept until a select takes it, so use an Event instead)"
                : " (expected a lock or semaphore of this library, which wakes a select when it is released)";
        throw new UnsupportedOperationException(
                "cannot select: " + ThreadingAccess.get().describe(acquirable) + expected);
    }

    @SuppressWarnings("unchecked") // the methods return what the methods above declare
    private static <T extends @Nullable Object> SelectSource<T> open(MethodHandle method, Object target) {
        try {
            return (SelectSource<T>) method.invoke(target);
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "a source of a select");
        }
    }
}
