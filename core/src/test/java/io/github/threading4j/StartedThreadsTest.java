package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StartedThreadsTest {
    private static final int SIZE = StartedThreads.Segment.SIZE;

    private final StartedThreads threads = new StartedThreads();

    @Test
    void forEach_listsWhatWasAddedAndNotRemoved_inOrder() {
        var random = new Random(1);
        var expected = new ArrayList<NamedThread>();
        for (var step = 0; step < 100 * SIZE; step++) {
            if (expected.isEmpty() || random.nextInt(5) < (step < 50 * SIZE ? 3 : 2)) {
                expected.add(added());
            } else {
                threads.remove(expected.remove(random.nextInt(expected.size())));
            }
            if (step % 50 == 0) {
                assertThat(listed()).isEqualTo(expected);
                assertThat(threads.size()).isEqualTo(expected.size());
            }
        }
    }

    @Test
    void position_isGreaterThanThoseOfAllThreadsAdded() {
        for (var i = 0; i < 3 * SIZE; i++) {
            added();
            var position = threads.position();
            threads.forEach((thread, at) -> assertThat(at).isLessThan(position));
        }
        assertThat(threads.position()).isEqualTo(3L * SIZE);
    }

    @Test
    void remove_threadThatIsNotAdded_hasNoEffect() {
        var first = added();
        threads.remove(unstarted());
        threads.remove(first);
        threads.remove(first);
        assertThat(threads.size()).isZero();
        var second = added();
        assertThat(listed()).containsExactly(second);
    }

    @Test
    void segments_arePartOfTheListOnlyWhileTheyHaveThreads() {
        var early = added();
        var recent = new ArrayDeque<NamedThread>();
        for (var i = 0; i < 200 * SIZE; i++) {
            recent.add(added());
            if (recent.size() > SIZE) {
                threads.remove(recent.remove());
            }
        }
        assertThat(threads.segments()).isLessThanOrEqualTo(8);
        assertThat(listed()).startsWith(early).hasSize(SIZE + 1);
    }

    @Test
    void removedSegment_retainsNoLaterOne() {
        var first = added();
        var removed = first.segment;
        for (var i = 1; i < SIZE; i++) {
            threads.remove(added());
        }
        threads.remove(added()); // the segment is no longer the last one
        threads.remove(first);
        assertThat(removed.next).isSameAs(removed);
        assertThat(first.segment).isNull();
        assertThat(threads.segments()).isEqualTo(1);
    }

    @Test
    void forEach_whoseSegmentIsRemovedMeanwhile_goesOnWithTheNext() {
        var all = new ArrayList<NamedThread>();
        for (var i = 0; i < 5 * SIZE; i++) {
            all.add(added());
        }
        var visited = new ArrayList<NamedThread>();
        threads.forEach((thread, position) -> {
            visited.add(thread);
            threads.remove(thread);
        });
        assertThat(visited).isEqualTo(all);
        assertThat(threads.segments()).isEqualTo(1);
    }

    @RaceHunt
    @Test
    void forEach_whileThreadsAreAddedAndRemoved_missesNoThreadThatStays() throws Exception {
        var staying = new ConcurrentLinkedQueue<NamedThread>();
        var end = new AtomicBoolean();
        try (var changing = Bunch.start(ThreadKind.PLATFORM, 2, index -> {
            while (!end.get()) {
                staying.add(added());
                for (var i = 0; i < SIZE; i++) {
                    threads.remove(added());
                }
                if (staying.size() > 50) {
                    threads.remove(staying.remove());
                }
            }
        })) {
            Rounds.run(20_000, round -> {
                var stayed = new ArrayList<>(staying);
                var listed = listed();
                stayed.retainAll(new HashSet<>(staying));
                assertThat(new HashSet<>(listed)).hasSameSizeAs(listed).containsAll(stayed);
            });
            end.set(true);
        }
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(staying);
        assertThat(threads.size()).isEqualTo(staying.size());
        assertThat(threads.segments()).isLessThanOrEqualTo(4 * staying.size() + 8);
    }

    private NamedThread added() {
        var thread = unstarted();
        threads.add(thread);
        return thread;
    }

    private static NamedThread unstarted() {
        return new NamedThread(() -> {});
    }

    /** Lists the threads, and checks that their positions increase. */
    private List<NamedThread> listed() {
        var listed = new ArrayList<NamedThread>();
        var last = new long[] {-1};
        threads.forEach((thread, position) -> {
            assertThat(position).isGreaterThan(last[0]);
            last[0] = position;
            listed.add(thread);
        });
        return listed;
    }
}
