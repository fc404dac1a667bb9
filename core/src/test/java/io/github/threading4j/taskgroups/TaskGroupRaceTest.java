package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Groups whose tasks fail at about the same time, many times. */
class TaskGroupRaceTest {
    private final IOException first = new IOException("first");
    private final IllegalStateException second = new IllegalStateException("second");

    @RaceHunt
    @EachThreadKind
    void fourTasks_oneFails_nothingIsLeftBehind(ThreadKind kind) {
        kind.run(() -> Rounds.run(3_000, round -> {
            var group = Groups.of(kind);
            var futures = new ArrayList<Future<?>>();
            var failing = round % 4;
            assertThatThrownBy(() -> group.with(() -> {
                        for (var i = 0; i < 4; i++) {
                            var fails = i == failing;
                            futures.add(group.submit(() -> {
                                if (fails) {
                                    throw first;
                                }
                                Groups.waitForever();
                            }));
                        }
                        futures.get(round % 3).result();
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            thrown -> assertThat(thrown.exceptions()).containsExactly(first));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(group).hasToString(group.toString().replaceFirst(", .*", ", ended, failures=1, cancelled]"));
            assertThat(futures).hasSize(4).allMatch(Future::done);
            assertThat(futures).filteredOn(Future::cancelled).hasSize(3);
            assertThat(Threading.enumerate())
                    .noneMatch(thread -> thread.getName().startsWith("TaskGroup-"));
        }));
    }

    @RaceHunt
    @EachThreadKind
    void twoTasksFailAtOnce_bothAreInTheGroup(ThreadKind kind) {
        kind.run(() -> Rounds.run(2_000, round -> {
            var group = Groups.of(kind);
            var ready = new AtomicInteger();
            var thrown = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> group.with(() -> {
                        for (var each : List.of(first, second)) {
                            group.submit(() -> {
                                ready.incrementAndGet();
                                while (ready.get() < 2) {
                                    Thread.yield();
                                }
                                throw each;
                            });
                        }
                    }));
            assertThat(thrown.exceptions()).containsExactlyInAnyOrder(first, second);
        }));
    }
}
