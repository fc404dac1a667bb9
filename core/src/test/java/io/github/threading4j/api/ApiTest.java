package io.github.threading4j.api;

import static io.github.threading4j.Threading.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.threading4j.Acquirable;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Local;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The API as a Java programmer uses it. If a line here has to change, so do the programs of our users. */
class ApiTest {
    private int counter;

    @Test
    void counter_guardedByALock_losesNoIncrement() throws InterruptedException {
        var lock = new Lock();
        var left = new NamedThread(() -> {
            for (int i = 0; i < 1000; i++) {
                try (var hold = lock.hold()) {
                    counter++;
                }
            }
        });
        var right = new NamedThread(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        lock.with(() -> counter++);
                    }
                },
                "right");
        left.setName("left");
        left.start();
        right.start();
        left.join();
        right.join();
        assertThat(counter).isEqualTo(2000);
    }

    @Test
    void with_lambda_mayReturnAValueOrNothing() {
        var lock = new Lock("numbers");
        var numbers = new ArrayList<Integer>();
        var count = new AtomicInteger();

        // Values: the lambda returns the value of its expression or of its return statement.
        int answer = lock.with(() -> 6 * 7);
        boolean added = lock.with(() -> numbers.add(1));
        int next = lock.with(count::incrementAndGet);
        String text = lock.with(() -> {
            var first = numbers.get(0);
            return "first " + first;
        });
        var nothing = lock.with(() -> (String) null);

        // Actions: a block without a return statement, or a call of a void method.
        lock.with(() -> {
            numbers.add(2);
        });
        lock.with(() -> System.out.flush());
        lock.with(numbers::clear);

        // An expression statement could be either; it is compiled as a value, which can be ignored.
        lock.with(() -> numbers.add(3));
        lock.with(() -> counter++);

        assertThat(answer).isEqualTo(42);
        assertThat(added).isTrue();
        assertThat(next).isEqualTo(1);
        assertThat(text).isEqualTo("first 1");
        assertThat(nothing).isNull();
        assertThat(numbers).containsExactly(3);
        assertThat(counter).isEqualTo(1);
        assertThat(lock.locked()).isFalse();
    }

    private static String read(String file) throws IOException {
        throw new FileNotFoundException(file);
    }

    @Test
    void with_bodyThrowsChecked_declaresTheException() {
        var lock = new RLock();
        try {
            lock.with(() -> read("nowhere"));
            throw new AssertionError("nothing was thrown");
        } catch (IOException e) { // the compiler knows that with() can throw an IOException
            assertThat(e).hasMessage("nowhere");
        }
        assertThat(lock.locked()).isFalse();
    }

    @Test
    void hold_isReleasedAtTheEndOfItsBlockOrEarlier() {
        var lock = new RLock("accounts");
        try (var outer = lock.hold();
                var inner = lock.hold()) {
            assertThat(lock.getHoldCount()).isEqualTo(2);
            inner.close();
            assertThat(lock.getHoldCount()).isEqualTo(1);
            assertThat(lock.isHeldByCurrentThread()).isTrue();
            assertThat(lock.getOwner()).isSameAs(currentThread());
        }
        assertThat(lock.locked()).isFalse();
        assertThat(lock).hasToString("RLock[name=accounts, unlocked]");
    }

    @Test
    void acquire_everyOverload_locksOrTimesOut() throws InterruptedException {
        var lock = new Lock();
        lock.acquire();
        lock.release();
        lock.acquireInterruptibly();
        assertThat(lock.acquire(false)).isFalse();
        assertThat(lock.acquire(0.001)).isFalse();
        assertThat(lock.acquire(Duration.ofMillis(1))).isFalse();
        lock.release();
        assertThat(lock.acquire(true)).isTrue();
        lock.release();
        assertThat(lock.acquire(1)).isTrue(); // one second, not Python's acquire(True)
        lock.release();
    }

    private static final class Summer extends NamedThread {
        private int total;

        @Override
        public void run() {
            total = 1 + 2 + 3;
        }
    }

    private static final class Reader extends NamedThread {
        Reader() {
            super(builder().name("reader").daemon(true));
        }

        @Override
        public void run() throws IOException { // an override can narrow "throws Exception"
            if (!isDaemon()) {
                throw new IOException(getName());
            }
        }
    }

    @Test
    void subclass_overridesRun() throws InterruptedException {
        var summer = new Summer();
        summer.start();
        summer.join();
        assertThat(summer.total).isEqualTo(6);

        var reader = new Reader();
        reader.start();
        assertThat(reader.join(Duration.ofMinutes(1))).isTrue();
        assertThat(reader.getName()).isEqualTo("reader");
    }

    @Test
    void builder_createsManyThreads() throws InterruptedException {
        var gate = new Lock();
        gate.acquire();
        var workers = NamedThread.builder().name("worker").daemon(true).stackSize(1 << 20);
        var started = workers.start(gate::acquire); // any thread can release an acquired Lock
        var waiting = workers.unstarted(() -> sleep(0));

        assertThat(started.isAlive()).isTrue();
        assertThat(waiting.isAlive()).isFalse();
        assertThat(waiting.isDaemon()).isTrue();
        assertThat(started.isVirtual()).isFalse();
        assertThat(started.join(0)).isFalse();
        assertThat(waiting.getIdent()).isEqualTo(OptionalLong.empty());
        gate.release();
        assertThat(started.join(60)).isTrue(); // seconds
    }

    @Test
    void enumerate_listsLiveThreads() throws InterruptedException {
        var gate = new Lock();
        gate.acquire();
        var thread = new NamedThread(() -> gate.with(() -> {}), "listed");
        thread.start();
        var names = new ArrayList<String>();
        for (NamedThread t : enumerate()) {
            names.add(t.getName() + " " + t.isAlive());
        }
        assertThat(names).contains("listed true");
        assertThat(activeCount()).isPositive();
        assertThat(mainThread().getName()).isEqualTo("MainThread");
        gate.release();
        thread.join();
        assertThat(enumerate()).doesNotContain(thread);
    }

    @Test
    void currentThreadAndGetIdent_inAThread_returnThatThreadAndItsIdent() throws InterruptedException {
        var seen = new AtomicReference<NamedThread>();
        var ident = new AtomicReference<Long>();
        var thread = new NamedThread(() -> {
            seen.set(currentThread());
            ident.set(getIdent());
        });
        thread.start();
        thread.join();
        assertThat(seen.get()).isSameAs(thread);
        assertThat(thread.getIdent()).hasValue(ident.get());
        assertThat(thread.toJavaThread().getName()).isEqualTo(thread.getName());
        assertThat(TIMEOUT_MAX).isGreaterThan(9e9);
        assertThat(stackSize(stackSize())).isEqualTo(stackSize());
    }

    @Test
    void excepthook_uncaughtException_isCalled() throws InterruptedException {
        var heard = new AtomicReference<ExceptHookArgs>();
        var before = getExcepthook();
        setExcepthook(heard::set);
        try {
            var thread = new NamedThread(() -> read("nowhere"), "fails"); // a target can throw any exception
            thread.start();
            thread.join();
            assertThat(heard.get().thread()).isSameAs(thread);
            assertThat(heard.get().exception()).isInstanceOf(FileNotFoundException.class);
        } finally {
            setExcepthook(before);
        }
    }

    private static int half(int number) {
        if (number % 2 == 0) {
            return number / 2;
        }
        throw exit(); // the compiler knows that this does not return
    }

    @Test
    void exit_endsTheThreadWithoutAReport() throws InterruptedException {
        var halves = new ArrayList<Integer>();
        var thread = new NamedThread(() -> {
            halves.add(half(4));
            halves.add(half(3));
        });
        thread.start();
        thread.join();
        assertThat(halves).containsExactly(2);
    }

    @Test
    void local_isDifferentInEachThread() throws InterruptedException {
        var items = new Local<List<String>>(ArrayList::new);
        items.get().add("here");
        var there = new AtomicReference<List<String>>();
        var thread = new NamedThread(() -> there.set(items.get()));
        thread.start();
        thread.join();
        assertThat(items.get()).containsExactly("here");
        assertThat(there.get()).isEmpty();

        var user = new Local<String>();
        user.set("ada");
        assertThat(user.isSet()).isTrue();
        user.delete();
        assertThat(user.isSet()).isFalse();
    }

    // Declares InterruptedException, since hold() of an Acquirable can be interruptible.
    private static String underIt(Acquirable lock) throws InterruptedException {
        try (var hold = lock.hold()) {
            return "held";
        }
    }

    @Test
    void acquirable_acceptsAnyLock() throws InterruptedException {
        var javaLock = new ReentrantLock();
        for (var lock : List.of(new Lock(), new RLock(), Acquirable.of(javaLock))) {
            assertThat(underIt(lock)).isEqualTo("held");
            int value = lock.with(() -> 1);
            lock.with(() -> {
                counter += value;
            });
        }
        assertThat(counter).isEqualTo(3);
        assertThat(javaLock.isLocked()).isFalse();
    }

    @Test
    void asJavaLock_isTheSameLock() {
        var lock = new Lock();
        var javaLock = lock.asJavaLock();
        javaLock.lock();
        try {
            assertThat(lock.locked()).isTrue();
        } finally {
            javaLock.unlock();
        }
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::release);
    }
}
