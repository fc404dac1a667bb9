package io.github.threading4j;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Threads that hold the read lock until they are asked to release it. */
record ReadersBunch(Bunch bunch, CountDownLatch end) implements AutoCloseable {
    static ReadersBunch hold(ThreadKind kind, ReadWriteLock lock, int count) {
        return hold(kind, List.of(lock), count);
    }

    static ReadersBunch hold(ThreadKind kind, List<ReadWriteLock> locks, int count) {
        var begun = new CountDownLatch(count);
        var end = new CountDownLatch(1);
        var bunch = Bunch.start(kind, count, index -> {
            locks.forEach(lock -> lock.read().acquire());
            begun.countDown();
            end.await();
            locks.forEach(lock -> lock.read().release());
        });
        Await.until("all read", () -> begun.getCount() == 0);
        return new ReadersBunch(bunch, end);
    }

    List<Thread> threads() {
        return bunch.threads().stream().map(NamedThread::toJavaThread).toList();
    }

    void letGo() {
        end.countDown();
    }

    @Override
    public void close() {
        letGo();
        bunch.join();
    }
}
