package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldsTest {
    /** A synchronizer that counts as held until it is marked as outdated. */
    private static final class Permit implements Recorded {
        boolean isOutdated;

        @Override
        public boolean mayBeHeldBy(@Nullable Thread thread) {
            return !isOutdated;
        }

        @Override
        public boolean isExclusive() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.ACQUIRE;
        }

        @Override
        public Object awaited() {
            return this;
        }

        @Override
        public Enders enders(Thread waiter) {
            return Enders.Open.ANY_THREAD;
        }

        @Override
        public int exits() {
            return 0;
        }
    }

    private interface Body {
        void run() throws Exception;
    }

    /** Enables the recorder, and runs the body in a thread whose list is empty. */
    private static void inNewThread(Body body) throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        Recorder.set(true, 0);
        try {
            thread.start();
            thread.join();
        } finally {
            Recorder.set(false, 0);
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    private static void add(Recorded held) {
        var mine = Holds.mine();
        mine.prepare();
        mine.add(held);
    }

    private static List<Recorded> held() {
        return Holds.of(Thread.currentThread()).stream().map(RecordedHold::held).toList();
    }

    @Test
    void addAndRemove_inAnyOrder_keepTheRestInTheOrderOfAddition() throws Exception {
        inNewThread(() -> {
            var random = new Random(1);
            var expected = new ArrayList<Recorded>();
            for (var step = 0; step < 1_000; step++) {
                if (random.nextInt(5) < 3 || expected.isEmpty()) {
                    var held = new Permit();
                    add(held);
                    expected.add(held);
                } else {
                    assertThat(Holds.remove(expected.remove(random.nextInt(expected.size()))))
                            .isTrue();
                }
                assertThat(held()).isEqualTo(expected);
            }
            assertThat(Holds.remove(new Permit())).isFalse();
        });
    }

    @Test
    void remove_ofSeveralPermits_removesOne() throws Exception {
        inNewThread(() -> {
            var permit = new Permit();
            add(permit);
            add(permit);
            assertThat(Holds.holders(permit, 1)).isEqualTo(Enders.Open.ANY_THREAD);
            assertThat(Holds.holders(permit, 2)).isEqualTo(new Enders.One(Thread.currentThread(), false));
            Holds.remove(permit);
            assertThat(held()).containsExactly(permit);
        });
    }

    @Test
    void outdatedEntries_areDroppedInsteadOfIncreasingTheCapacity() throws Exception {
        inNewThread(() -> {
            var held = new Permit();
            add(held);
            for (var i = 0; i < 100_000; i++) {
                var outdated = new Permit();
                add(outdated);
                outdated.isOutdated = true;
            }
            assertThat(held()).containsExactly(held);
            assertThat(Holds.capacity()).isLessThan(20);
        });
    }

    @Test
    void remove_threadWithoutList_returnsFalse() throws Exception {
        inNewThread(() -> assertThat(Holds.remove(new Permit())).isFalse());
    }

    /** A thread that waits for a condition must be able to acquire the lock again without memory. */
    @Test
    void prepare_afterARemoval_needsNoMemory() throws Exception {
        inNewThread(() -> {
            var held = new Permit();
            add(held);
            while (held().size() < Holds.capacity()) {
                add(new Permit());
            }
            var capacity = Holds.capacity();
            Holds.remove(held);
            Holds.mine().prepare();
            assertThat(Holds.capacity()).isEqualTo(capacity);
        });
    }

    @Test
    void threadEnds_dropsTheList() throws Exception {
        inNewThread(() -> {
            add(new Permit());
            Holds.threadEnds();
            assertThat(held()).isEmpty();
        });
    }

    @Test
    void held_withASite_hasTheStackAndTheTime() throws Exception {
        inNewThread(() -> {
            Recorder.set(true, 2);
            for (var i = 0; i < 4; i++) {
                add(new Permit());
            }
            var all = Holds.of(Thread.currentThread());
            assertThat(all).extracting(each -> each.site().isEmpty()).containsExactly(false, true, false, true);
            assertThat(all.get(0).site()).anyMatch(call -> call.getMethodName().equals("add"));
            assertThat(all.get(0).nanos()).isPositive();
        });
    }
}
