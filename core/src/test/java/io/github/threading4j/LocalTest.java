package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalTest {
    @Test
    void get_neverSet_isRejected() {
        var local = new Local<String>();
        assertThatThrownBy(local::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("local has no value in this thread: "
                        + Thread.currentThread().getName() + " (expected a call of set(), or an initializer)");
        assertThat(local.isSet()).isFalse();
    }

    @EachThreadKind
    void set_isSeenOnlyByTheCallingThread(ThreadKind kind) {
        var local = new Local<Integer>();
        local.set(-1);
        Bunch.start(kind, 4, index -> {
                    assertThat(local.isSet()).isFalse();
                    local.set(index);
                    assertThat(local.get()).isEqualTo(index);
                })
                .close();
        assertThat(local.get()).isEqualTo(-1);
    }

    @EachThreadKind
    void value_isNotInherited(ThreadKind kind) {
        var local = new Local<>(() -> "mine");
        local.set("parent's");
        kind.run(() -> assertThat(local.get()).isEqualTo("mine"));
    }

    @Test
    void null_isAcceptedAsValue() {
        var local = new Local<String>();
        local.set(null);
        assertThat(local.isSet()).isTrue();
        assertThat(local.get()).isNull();
        var initialized = new AtomicInteger();
        var made = new Local<String>(() -> {
            initialized.incrementAndGet();
            return null;
        });
        assertThat(made.get()).isNull();
        assertThat(made.get()).isNull();
        assertThat(initialized).hasValue(1);
    }

    @Test
    void delete_removesTheValueAndCanBeRepeated() {
        var local = new Local<String>();
        local.delete();
        local.set("value");
        local.delete();
        local.delete();
        assertThat(local.isSet()).isFalse();
        assertThatThrownBy(local::get).isInstanceOf(NoSuchElementException.class);
    }

    @EachThreadKind
    void initializer_runsOncePerThreadOnFirstAccess(ThreadKind kind) {
        List<Thread> initialized = Collections.synchronizedList(new ArrayList<>());
        var local = new Local<>(() -> {
            initialized.add(Thread.currentThread());
            return new Object();
        });
        assertThat(local.isSet()).isFalse();
        assertThat(initialized).isEmpty();
        assertThat(local.get()).isSameAs(local.get());
        assertThat(initialized).containsExactly(Thread.currentThread());
        kind.run(() -> {
            assertThat(local.get()).isSameAs(local.get());
            assertThat(initialized).hasSize(2).endsWith(Thread.currentThread());
        });
    }

    @Test
    void initializer_runsAfterDeleteButNotAfterSet() {
        var runs = new AtomicInteger();
        var local = new Local<>(runs::incrementAndGet);
        local.set(100);
        assertThat(local.get()).isEqualTo(100);
        assertThat(runs).hasValue(0);
        local.delete();
        assertThat(local.get()).isEqualTo(1);
        local.delete();
        assertThat(local.get()).isEqualTo(2);
    }

    @Test
    void initializer_fails_getThrowsAndNextGetRetries() {
        var failures =
                List.of(new IllegalStateException("first"), new AssertionError("second"), new IOException("third"));
        var attempts = new AtomicInteger();
        var local = new Local<String>((ThrowingSupplier<String, Throwable>) () -> {
            var attempt = attempts.getAndIncrement();
            if (attempt < failures.size()) {
                throw failures.get(attempt);
            }
            return "at last";
        });
        assertThatThrownBy(local::get).isSameAs(failures.get(0));
        assertThatThrownBy(local::get).isSameAs(failures.get(1));
        assertThatThrownBy(local::get).isInstanceOf(CompletionException.class).hasCause(failures.get(2));
        assertThat(local.isSet()).isFalse();
        assertThat(local.get()).isEqualTo("at last");
    }

    @Test
    void new_nullInitializer_isRejected() {
        assertThatThrownBy(() -> new Local<String>(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("initializer: null (expected a value)");
    }

    @Test
    void toString_showsTheCallersValue_withoutInitializing() {
        var local = new Local<>(() -> "made");
        assertThat(local).hasToString("Local[unset]");
        assertThat(local.isSet()).isFalse();
        local.set("value");
        assertThat(local).hasToString("Local[value]");
        ThreadKind.PLATFORM.run(() -> assertThat(local).hasToString("Local[unset]"));
    }

    @EachThreadKind
    void value_ofAnEndedThread_isCollected(ThreadKind kind) throws Exception {
        var local = new Local<Object>();
        var set = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var value = new Object();
        var weak = new WeakReference<>(value);
        var holder = new Object[] {value};
        var thread = kind.start(() -> {
            local.set(holder[0]);
            holder[0] = null;
            set.countDown();
            end.await();
        });
        set.await();
        value = null;
        System.gc();
        assertThat(weak.refersTo(null)).isFalse();
        end.countDown();
        thread.join();
        Await.collected("the value", () -> weak.refersTo(null));
        assertThat(local.isSet()).isFalse();
    }

    @Test
    void value_ofACollectedLocal_isCollected() {
        var local = new Local<Object>();
        var weak = new WeakReference<>(new Object());
        local.set(weak.get());
        var gone = new WeakReference<>(local);
        local = null;
        Await.collected("the local", () -> gone.refersTo(null));
        Await.collected("its value", () -> {
            new Local<Integer>().set(1); // setting another value makes ThreadLocal remove stale entries
            return weak.refersTo(null);
        });
    }

    /** A value that refers to its local. */
    private record Back(Local<Back> local, byte[] weight) {}

    @Test
    void local_referencedByItsValue_isCollected() {
        var local = new Local<Back>();
        local.set(new Back(local, new byte[1 << 20]));
        var gone = new WeakReference<>(local);
        local = null;
        Await.collected("the local", () -> gone.refersTo(null));
    }

    @EachThreadKind
    void value_ofACollectedLocalInAWaitingThread_isCollected(ThreadKind kind) throws Exception {
        var value = new Object[] {new Object()};
        var weak = new WeakReference<>(value[0]);
        var holder = new Object[] {new Local<Object>()};
        var event = new Event();
        try (var idle = Bunch.start(kind, index -> {
            use(holder, value);
            event.await();
        })) {
            Await.waiting(idle.thread(), event);
            Await.collected("the value", () -> weak.refersTo(null));
            event.set();
        }
    }

    /** A separate method, so that no frame of the waiting thread refers to the local or the value. */
    @SuppressWarnings("unchecked")
    private static void use(Object[] holder, Object[] value) {
        ((Local<Object>) holder[0]).set(value[0]);
        holder[0] = null;
        value[0] = null;
    }

    @Test
    void values_ofEndedForeignThreads_areCollected() throws Exception {
        var local = new Local<Object>();
        var references = new ArrayList<WeakReference<Object>>();
        for (int i = 0; i < 300; i++) {
            var value = new Object();
            references.add(new WeakReference<>(value));
            var thread = new Thread(() -> local.set(value));
            thread.start();
            thread.join();
        }
        Await.collected("the first values", () -> references.stream().limit(100).allMatch(each -> each.refersTo(null)));
        local.set("still used");
    }
}
