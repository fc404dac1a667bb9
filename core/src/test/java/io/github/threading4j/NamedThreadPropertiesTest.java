package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedThreadPropertiesTest {
    private final CountDownLatch end = new CountDownLatch(1);

    private static long number(NamedThread unnamed) {
        assertThat(unnamed.getName()).matches("Thread-[1-9][0-9]*");
        return Long.parseLong(unnamed.getName().substring("Thread-".length()));
    }

    @EachThreadKind
    void getName_byDefault_countsOnlyThreadsWithoutAName(ThreadKind kind) {
        Threading.currentThread(); // creates this thread's dummy, whose name uses up a number
        var first = kind.thread(() -> {});
        new NamedThread(() -> {}, "named");
        kind.builder().name("named too").unstarted(() -> {});
        var second = new NamedThread(() -> {}, ""); // an empty name means no name, as in Python
        var third = kind.builder().name("").unstarted(() -> {});
        assertThat(number(third)).isEqualTo(number(first) + 2); // numbers follow the order of construction
        assertThat(number(second)).isEqualTo(number(first) + 1);
    }

    @EachThreadKind
    void getName_byDefault_isTheSameForConcurrentCallers(ThreadKind kind) {
        var thread = kind.thread(() -> {});
        Set<String> names = ConcurrentHashMap.newKeySet();
        Bunch.start(kind, 4, index -> names.add(thread.getName())).close();
        assertThat(names).containsExactly(thread.getName());
    }

    @EachThreadKind
    void setName_atAnyTime_renamesTheJavaThreadToo(ThreadKind kind) throws Exception {
        var thread = kind.builder().name("before").unstarted(end::await);
        assertThat(thread.toJavaThread().getName()).isEqualTo("before");
        for (var name : new String[] {"initial", "started", "stopped"}) {
            thread.setName(name);
            assertThat(thread.getName()).isEqualTo(name);
            assertThat(thread.toJavaThread().getName()).isEqualTo(name);
            if (name.equals("initial")) {
                thread.start();
            } else {
                end.countDown();
                thread.join();
            }
        }
        assertThat(thread.getName()).isEqualTo("stopped");
    }

    @EachThreadKind
    void setName_byTheThreadItself_isSeenByOthers(ThreadKind kind) throws Exception {
        var thread = kind.start(() -> Threading.currentThread().setName("self-made"));
        thread.join();
        assertThat(thread.getName()).isEqualTo("self-made");
    }

    @Test
    void setName_emptyOrUsedIsAccepted_nullIsRejected() {
        var thread = new NamedThread(() -> {}, "same");
        var other = new NamedThread(() -> {}, "same");
        assertThat(other.getName()).isEqualTo(thread.getName());
        thread.setName("");
        assertThat(thread.getName()).isEmpty();
        assertThatThrownBy(() -> thread.setName(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
        assertThat(thread.getName()).isEmpty();
    }

    @Test
    void getName_byDefault_isThatOfTheJavaThread() {
        var thread = new NamedThread(() -> {});
        assertThat(thread.toJavaThread().getName()).isEqualTo(thread.getName());
    }

    @EachThreadKind
    void isDaemon_byDefault_isInheritedFromTheConstructingThread(ThreadKind kind) throws Exception {
        for (boolean daemon : new boolean[] {true, false}) {
            var inherited = new NamedThread[2];
            kind.builder()
                    .daemon(daemon)
                    .start(() -> {
                        inherited[0] = new NamedThread(() -> {});
                        inherited[1] = kind.builder().unstarted(() -> {});
                    })
                    .join();
            assertThat(inherited[0].isDaemon()).isEqualTo(daemon);
            assertThat(inherited[1].isDaemon()).isEqualTo(daemon);
            // By Java's rules, a thread constructed by a virtual thread would always be a daemon.
            assertThat(inherited[0].toJavaThread().isDaemon()).isEqualTo(daemon);
        }
    }

    @Test
    void isDaemon_constructedByADaemonStartedByANonDaemon_isTrue() throws Exception {
        var inherited = new NamedThread[1];
        NamedThread.builder()
                .daemon(true)
                .start(() -> inherited[0] = new NamedThread(() -> {}))
                .join();
        NamedThread.builder().daemon(false).start(inherited[0]::start).join();
        inherited[0].join();
        assertThat(inherited[0].isDaemon()).isTrue();
    }

    @EachThreadKind
    void isDaemon_constructedByAForeignThread_isInherited(ThreadKind kind) throws Exception {
        var builder = kind.builder();
        for (boolean daemon : new boolean[] {true, false}) {
            var constructed = new AtomicReference<NamedThread>();
            var foreign = new Thread(() -> constructed.set(builder.unstarted(() -> {})));
            foreign.setDaemon(daemon);
            foreign.start();
            foreign.join();
            assertThat(constructed.get().isDaemon()).isEqualTo(daemon);
        }
        if (kind == ThreadKind.VIRTUAL) {
            var constructed = new AtomicReference<NamedThread>();
            var virtual = JavaThreads.newVirtual(() -> constructed.set(builder.unstarted(() -> {})));
            virtual.start();
            virtual.join();
            assertThat(constructed.get().isDaemon()).isTrue();
        }
    }

    @EachThreadKind
    void setDaemon_beforeStart_overridesTheBuilder(ThreadKind kind) throws Exception {
        var thread = kind.builder().daemon(true).unstarted(() -> {});
        thread.setDaemon(false);
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.toJavaThread().isDaemon()).isEqualTo(kind == ThreadKind.VIRTUAL);
        thread.setDaemon(true);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.toJavaThread().isDaemon()).isTrue();
        thread.start();
        thread.join();
        assertThat(thread.isDaemon()).isTrue();
    }

    @EachThreadKind
    void setDaemon_afterStart_isRejected(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        assertSetDaemonRefused(thread);
        end.countDown();
        thread.join();
        assertSetDaemonRefused(thread);
        assertSetDaemonRefused(Threading.mainThread());
        assertSetDaemonRefused(Threading.currentThread());
    }

    private static void assertSetDaemonRefused(NamedThread thread) {
        var daemon = thread.isDaemon();
        for (boolean wanted : new boolean[] {true, false}) {
            assertThatThrownBy(() -> thread.setDaemon(wanted))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("cannot set daemon status of active thread: " + thread);
        }
        assertThat(thread.isDaemon()).isEqualTo(daemon);
    }

    @EachThreadKind
    void getIdent_afterStart_isThatOfTheThread(ThreadKind kind) throws Exception {
        var own = new long[1];
        var thread = kind.thread(() -> own[0] = Threading.getIdent());
        assertThat(thread.getIdent()).isEmpty();
        thread.start();
        thread.join();
        assertThat(thread.getIdent()).hasValue(own[0]);
        assertThat(own[0]).isPositive().isNotEqualTo(Threading.getIdent());
    }

    @Test
    @Tag(Needs.LINUX)
    void getNativeId_whileAPlatformThreadRuns_isThatOfTheSystem() throws Exception {
        var own = new long[1];
        var started = new CountDownLatch(1);
        var thread = NamedThread.builder()
                .name("a \"name\"\n#1 nid=0x7 of two lines")
                .unstarted(() -> {
                    own[0] = Threading.getNativeId().orElseThrow();
                    started.countDown();
                    end.await();
                });
        assertThat(thread.getNativeId()).isEmpty();
        thread.start();
        started.await();
        assertThat(thread.getNativeId()).hasValue(own[0]);
        end.countDown();
        thread.join();
        assertThat(thread.getNativeId()).isEmpty();
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void getNativeId_ofAVirtualThread_isEmpty() {
        ThreadKind.VIRTUAL.run(() -> {
            assertThat(Threading.getNativeId()).isEmpty();
            assertThat(Threading.currentThread().getNativeId()).isEmpty();
        });
    }

    @EachThreadKind
    void isVirtual_isTrueOnlyForVirtualThreads(ThreadKind kind) {
        assertThat(kind.thread(() -> {}).isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
        assertThat(Threading.mainThread().isVirtual()).isFalse();
    }

    @EachThreadKind
    void toString_inEachState_isLikePythonsRepr(ThreadKind kind) throws Exception {
        var thread = kind.builder().name("worker-1").daemon(false).unstarted(end::await);
        assertThat(thread).hasToString("NamedThread[name=worker-1, initial]");
        thread.setDaemon(true);
        assertThat(thread).hasToString("NamedThread[name=worker-1, initial daemon]");
        thread.start();
        var ident = thread.getIdent().orElseThrow();
        assertThat(thread).hasToString("NamedThread[name=worker-1, started daemon, ident=" + ident + "]");
        end.countDown();
        thread.join();
        assertThat(thread).hasToString("NamedThread[name=worker-1, stopped daemon, ident=" + ident + "]");
        assertThat(new NamedThread("anonymous") {}.toString()).startsWith("NamedThread[name=anonymous, ");
    }

    @EachThreadKind
    void builder_usedTwice_createsTwoThreads(ThreadKind kind) throws Exception {
        var builder = kind.builder().name("worker").daemon(true);
        var first = builder.start(() -> {});
        var second = builder.unstarted(() -> {});
        assertThat(second).isNotSameAs(first);
        assertThat(second.getName()).isEqualTo("worker");
        second.start();
        first.join();
        second.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 32_767, Long.MIN_VALUE})
    void builderStackSize_negativeOrTooSmall_isRejected(long bytes) {
        assertThatThrownBy(() -> NamedThread.builder().stackSize(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(": " + bytes);
    }

    @Test
    void stackSize_large_allowsDeeperRecursion() throws Exception {
        var depth = new int[2];
        for (int i = 0; i < 2; i++) {
            var index = i;
            NamedThread.builder()
                    .stackSize(i == 0 ? 256 << 10 : 64 << 20)
                    .start(() -> recurse(depth, index))
                    .join();
        }
        assertThat(depth[1]).isGreaterThan(4 * depth[0]);
    }

    private static void recurse(int[] depth, int index) {
        try {
            deeper(depth, index);
        } catch (StackOverflowError e) {
            // depth[index] is the depth reached
        }
    }

    private static void deeper(int[] depth, int index) {
        depth[index]++;
        deeper(depth, index);
    }
}
