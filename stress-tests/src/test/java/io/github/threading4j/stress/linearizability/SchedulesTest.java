package io.github.threading4j.stress.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Barrier;
import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.select.Select;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for each other end in a correct state, in every order of their steps. */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SchedulesTest {
    /** Runs each target in its own thread until all have ended, in many interleavings. */
    private static void inEachOrder(Scenario scenario) {
        Lincheck.runConcurrentTest(Effort.times(100), () -> run(scenario));
    }

    private static void run(Scenario scenario) {
        int[] count = new int[1];
        List<Thread> threads = Arrays.stream(scenario.targets(count))
                .map(SchedulesTest::thread)
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        if (count[0] != threads.size()) {
            throw new AssertionError("wrong count: " + count[0] + " (expected " + threads.size() + ")");
        }
    }

    private static Thread thread(Target target) {
        return new Thread(() -> {
            try {
                target.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The targets of some threads. Together, they must increase the count by the number of threads. */
    private interface Scenario {
        Target[] targets(int[] count);
    }

    @Test
    void lock_excludesOtherThreads() {
        inEachOrder(count -> {
            Lock lock = new Lock();
            Target target = () -> lock.with(() -> count[0]++);
            return new Target[] {target, target};
        });
    }

    @Test
    void lock_release_wakesAWaiter() {
        inEachOrder(count -> {
            Lock lock = new Lock();
            lock.acquire();
            Target releaser = () -> {
                count[0]++;
                lock.release();
            };
            Target successor = () -> lock.with(() -> count[0]++);
            return new Target[] {releaser, successor};
        });
    }

    @Test
    void rlock_reentered_excludesOtherThreads() {
        inEachOrder(count -> {
            RLock lock = new RLock();
            Target target = () -> lock.with(() -> {
                lock.with(() -> {});
                count[0]++;
            });
            return new Target[] {target, target};
        });
    }

    @Test
    void readWriteLock_excludesOtherWriters() {
        inEachOrder(count -> {
            ReadWriteLock lock = new ReadWriteLock();
            Target writer = () -> lock.write().with(() -> {
                lock.read().with(() -> {}); // a writer may read
                count[0]++;
            });
            return new Target[] {writer, writer};
        });
    }

    @Test
    void readWriteLock_wakesReadersAndWriters() {
        inEachOrder(count -> {
            ReadWriteLock lock = new ReadWriteLock();
            Target writer = () -> lock.write().with(() -> count[0]++);
            Target reader = () -> {
                lock.read().with(() -> lock.read().with(() -> {}));
                writer.run();
            };
            return new Target[] {writer, reader};
        });
    }

    @Test
    void condition_losesNoSignal() {
        inEachOrder(count -> {
            Condition condition = new Condition();
            Target waiter = () -> {
                try (var hold = condition.hold()) {
                    condition.awaitFor(() -> count[0] == 1);
                    count[0]++;
                }
            };
            Target signaller = () -> {
                try (var hold = condition.hold()) {
                    count[0]++;
                    condition.signal();
                }
            };
            return new Target[] {waiter, signaller};
        });
    }

    @Test
    void semaphore_losesNoPermit() {
        inEachOrder(count -> {
            Semaphore permits = new Semaphore(0);
            Target taker = () -> {
                permits.acquire();
                count[0]++;
            };
            Target giver = () -> {
                count[0]++;
                permits.release();
            };
            return new Target[] {taker, giver};
        });
    }

    @Test
    void event_losesNoSet() {
        inEachOrder(count -> {
            Event event = new Event();
            Target waiter = () -> {
                event.await();
                count[0]++;
            };
            Target setter = () -> {
                count[0]++;
                event.set();
            };
            return new Target[] {waiter, setter};
        });
    }

    @Test
    void select_losesNoItem() {
        inEachOrder(count -> {
            Queue<Integer> first = new Queue<>();
            Queue<Integer> second = new Queue<>();
            Target taker = () -> count[0] += new Select<Integer>()
                    .on(first, item -> item)
                    .on(second, item -> item)
                    .await();
            return new Target[] {taker, () -> second.put(2)};
        });
    }

    @Test
    void barrier_releasesAllParties() {
        inEachOrder(count -> {
            Barrier barrier = new Barrier(2, () -> count[0] += 2);
            return new Target[] {barrier::await, barrier::await};
        });
    }

    @Test
    void cancelScope_theInnerIsCancelled_theInnerTakesIt() {
        inEachOrder(count -> {
            CancelScope outer = new CancelScope();
            CancelScope inner = new CancelScope();
            Semaphore never = new Semaphore(0);
            Target waiter = () -> {
                boolean[] ended = {true};
                boolean outerEnded = outer.with(() -> {
                    ended[0] = inner.with(() -> never.acquire());
                });
                if (outerEnded && !ended[0] && !Thread.interrupted()) {
                    count[0]++;
                }
            };
            Target canceller = () -> {
                count[0]++;
                inner.cancel();
            };
            return new Target[] {waiter, canceller};
        });
    }

    @Test
    void cancelScope_bothAreCancelled_theOuterTakesIt() {
        cancelBoth(CancelScope::with);
    }

    /** A twin: the inner scope, which is cancelled, takes an error that belongs to the outer one. */
    @Test
    void takenByTheInnermost_isCaught() {
        assertThatThrownBy(() -> cancelBoth((scope, body) -> {
                    try {
                        return scope.with(body);
                    } catch (Cancelled e) {
                        if (scope.isCancelled()) {
                            return false;
                        }
                        throw e;
                    }
                }))
                .isInstanceOf(AssertionError.class);
    }

    /** Runs a body in a scope, and returns whether the body ran to its end. */
    private interface With {
        boolean run(CancelScope scope, ThrowingRunnable<InterruptedException> body) throws InterruptedException;
    }

    /** One thread waits in two nested scopes, and another cancels them: the outer one first, so it takes the error. */
    private static void cancelBoth(With with) {
        inEachOrder(count -> {
            CancelScope outer = new CancelScope();
            CancelScope inner = new CancelScope();
            Semaphore never = new Semaphore(0);
            Target waiter = () -> {
                boolean ended = outer.with(() -> {
                    boolean unused = with.run(inner, () -> never.acquire());
                });
                if (!ended && !Thread.interrupted()) {
                    count[0]++;
                }
            };
            Target canceller = () -> {
                count[0]++;
                outer.cancel();
                inner.cancel();
            };
            return new Target[] {waiter, canceller};
        });
    }

    /**
     * A twin that signals before it makes the change. Lincheck finds the error, although only a few interleavings show
     * it.
     */
    @Test
    void signalBeforeTheChange_isCaught() {
        assertThatThrownBy(() -> inEachOrder(count -> {
                    Condition condition = new Condition();
                    Target waiter = () -> {
                        try (var hold = condition.hold()) {
                            condition.awaitFor(() -> count[0] == 1);
                            count[0]++;
                        }
                    };
                    Target signaller = () -> {
                        try (var hold = condition.hold()) {
                            condition.signal();
                        }
                        count[0]++;
                    };
                    return new Target[] {waiter, signaller};
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("hung");
    }
}
