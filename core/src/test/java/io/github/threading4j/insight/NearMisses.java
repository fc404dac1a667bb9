package io.github.threading4j.insight;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.Condition;
import io.github.threading4j.Hold;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs that never deadlock. A detector would report a deadlock, however, if it did not check the identity of waits,
 * or if it assumed that a lock can be released only by the thread that acquired it. The threads of each program repeat
 * a round until the program is closed.
 */
final class NearMisses implements AutoCloseable {
    /** One round of a thread. */
    private interface Step {
        void run() throws Exception;
    }

    private final Kinds kinds;
    private final List<NamedThread> threads = new ArrayList<>();
    private final List<Runnable> atEnd = new ArrayList<>();

    /** Called repeatedly until the threads have ended. */
    private Runnable whileEnding = () -> {};

    private volatile boolean over;

    private NearMisses(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The programs. */
    enum Program {
        /**
         * A thread acquires a lock twice, and another thread releases it in between, as in programs that use
         * {@code _thread}.
         */
        HANDSHAKE_ON_A_LOCK {
            @Override
            void start(NearMisses all) {
                all.repeat(() -> {
                    var done = new Lock();
                    done.acquire();
                    all.once(done::release);
                    done.acquire();
                });
            }
        },
        /** Two threads take turns: each releases the lock that the other one waits for. */
        PING_PONG_OF_TWO_LOCKS {
            @Override
            void start(NearMisses all) {
                var ping = new Lock();
                var pong = new Lock();
                pong.acquire();
                all.repeat(() -> {
                    ping.acquireInterruptibly();
                    pong.release();
                });
                all.repeat(() -> {
                    pong.acquireInterruptibly();
                    ping.release();
                });
            }
        },
        SEMAPHORE_AS_A_SIGNAL {
            @Override
            void start(NearMisses all) {
                var there = new Semaphore(0);
                var back = new Semaphore(0);
                all.repeat(() -> {
                    there.release();
                    back.acquire();
                });
                all.repeat(() -> {
                    there.acquire();
                    back.release();
                });
            }
        },
        /** A thread acquires a semaphore twice, and another thread releases it in between. */
        HANDSHAKE_ON_A_SEMAPHORE {
            @Override
            void start(NearMisses all) {
                all.repeat(() -> {
                    var done = new Semaphore(1);
                    done.acquire();
                    all.once(done::release);
                    done.acquire();
                });
            }
        },
        /**
         * Three threads acquire two semaphores, one of them in opposite order. Each has a permit left for a thread that
         * waits for it.
         */
        ENOUGH_PERMITS {
            @Override
            void start(NearMisses all) {
                var a = new Semaphore(2);
                var b = new Semaphore(2);
                all.repeat(() -> a.with(() -> b.with(() -> {})));
                all.repeat(() -> a.with(() -> b.with(() -> {})));
                all.repeat(() -> b.with(() -> a.with(() -> {})));
            }
        },
        /** Two threads acquire two locks in opposite order, but one of them gives up after a moment. */
        TIMED_WAIT_IN_THE_CYCLE {
            @Override
            void start(NearMisses all) {
                var a = new RLock();
                var b = new RLock();
                all.repeat(() -> a.with(() -> b.with(() -> {})));
                all.repeat(() -> b.with(() -> {
                    if (a.acquire(0.0005)) {
                        a.release();
                    }
                }));
            }
        },
        TRY_LOCK_IN_REVERSE_ORDER {
            @Override
            void start(NearMisses all) {
                var a = new RLock();
                var b = new RLock();
                all.repeat(() -> a.with(() -> b.with(() -> {})));
                all.repeat(() -> b.with(() -> {
                    if (a.acquire(false)) {
                        a.release();
                    }
                }));
            }
        },
        /** Both threads acquire the locks in one order in even rounds, and in the opposite order in odd rounds. */
        ALTERNATING_ORDERS {
            @Override
            void start(NearMisses all) {
                all.alternate(new RLock(), new RLock());
            }
        },
        ALTERNATING_ORDERS_OF_SEMAPHORES {
            @Override
            void start(NearMisses all) {
                all.alternate(new Semaphore(1), new Semaphore(1));
            }
        },
        /**
         * Two threads acquire two locks in opposite order, but never at the same time, since both first acquire a third
         * lock.
         */
        GATE_LOCK {
            @Override
            void start(NearMisses all) {
                var gate = new RLock();
                var a = new RLock();
                var b = new RLock();
                all.repeat(() -> gate.with(() -> a.with(() -> b.with(() -> {}))));
                all.repeat(() -> gate.with(() -> b.with(() -> a.with(() -> {}))));
            }
        },
        BOTH_ORDERS_IN_ONE_THREAD {
            @Override
            void start(NearMisses all) {
                var a = new RLock();
                var b = new RLock();
                all.repeat(() -> {
                    a.with(() -> b.with(() -> {}));
                    b.with(() -> a.with(() -> a.with(() -> {})));
                });
            }
        },
        /**
         * Several threads acquire two locks, always in the same order. With each release, a lock passes to another
         * thread.
         */
        CONTENTION_IN_ONE_ORDER {
            @Override
            void start(NearMisses all) {
                var a = new RLock();
                var b = new Lock();
                for (var i = 0; i < 4; i++) {
                    all.repeat(() -> a.with(() -> b.with(() -> {})));
                }
            }
        },
        CONDITION_PING_PONG {
            @Override
            void start(NearMisses all) {
                var turn = new AtomicBoolean();
                var condition = new Condition();
                for (var mine : List.of(true, false)) {
                    all.repeat(() -> condition.with(() -> {
                        var got = condition.awaitFor(() -> all.over || turn.get() == mine, 1);
                        turn.set(!mine);
                        condition.signalAll();
                        return got;
                    }));
                }
            }
        },
        /** One thread acquires a lock, and another thread closes the hold. */
        HOLD_HANDED_OVER {
            @Override
            void start(NearMisses all) {
                var lock = new Lock();
                var handed = new SimpleQueue<Hold>();
                all.repeat(() -> handed.put(lock.hold()));
                all.repeat(() -> handed.get().close());
                all.whileEnding = () -> {
                    var hold = handed.asBlockingQueue().poll();
                    if (hold != null) {
                        hold.close();
                    }
                };
            }
        },
        JOINS_OF_THREADS_THAT_END {
            @Override
            void start(NearMisses all) {
                var lock = new RLock();
                all.repeat(() -> {
                    var thread = all.once(() -> lock.with(() -> {}));
                    lock.with(() -> {});
                    thread.join();
                });
            }
        },
        /**
         * Each {@code Thread.join} waits for the monitor of the thread. A thread that ends still holds its monitor for
         * a moment when it counts as terminated.
         */
        JAVA_JOINS_OF_THREADS_THAT_END {
            @Override
            void start(NearMisses all) {
                for (var i = 0; i < 2; i++) {
                    all.repeat(() -> {
                        var thread = new Thread(Threading::currentThread);
                        thread.start();
                        thread.join();
                    });
                }
            }
        },
        /** Tasks wait for tasks of their own pool, but another worker has been started or can be started. */
        POOL_WITH_A_WORKER_LEFT {
            @Override
            void start(NearMisses all) {
                var pool = new ThreadPoolExecutor(3);
                var outer = new ConcurrentLinkedQueue<Future<Integer>>();
                all.repeat(() -> {
                    var first = pool.submit(() -> pool.submit(() -> 1).result());
                    var second = pool.submit(() -> pool.submit(() -> 1).result());
                    outer.addAll(List.of(first, second));
                    second.result();
                    first.result();
                    outer.clear();
                });
                all.atEnd.add(() -> {
                    // After an interrupt, tasks can be running that have yet to submit their own.
                    Await.until("the tasks end", () -> outer.stream().allMatch(Future::done));
                    pool.close();
                });
            }
        },
        /** A task waits for a future that another thread is about to complete, and a queued task is cancelled. */
        FUTURES_COMPLETED_FROM_OUTSIDE {
            @Override
            void start(NearMisses all) {
                var pool = new ThreadPoolExecutor(1);
                all.repeat(() -> {
                    var future = new Future<Integer>();
                    var task = pool.submit(() -> future.result(1));
                    future.setResult(1);
                    task.result();
                    pool.submit(() -> 1).cancel();
                });
                all.atEnd.add(pool::close);
            }
        },
        /** The holder of the lock is a sleeping thread that this library did not start. */
        FOREIGN_HOLDER_THAT_SLEEPS {
            @Override
            void start(NearMisses all) {
                var lock = new RLock();
                all.repeat(() -> {
                    var foreign = new Thread(() -> lock.with(() -> LockSupport.parkNanos(1_000_000)));
                    foreign.start();
                    lock.with(() -> {});
                    foreign.join();
                });
            }
        },
        /** A thread is interrupted just before its wait would complete a cycle. */
        INTERRUPT_ON_ITS_WAY {
            @Override
            void start(NearMisses all) {
                var a = new RLock();
                var b = new RLock();
                all.repeat(() -> a.with(() -> b.with(() -> {})));
                all.repeat(() -> b.with(() -> {
                    Threading.currentThread().interrupt();
                    try {
                        a.acquireInterruptibly();
                        a.release();
                    } catch (InterruptedException e) {
                        // expected
                    }
                }));
            }
        };

        abstract void start(NearMisses all);
    }

    /** Starts a program. */
    static NearMisses of(Program program, Kinds kinds) {
        var all = new NearMisses(kinds);
        program.start(all);
        return all;
    }

    private void repeat(Step round) {
        var thread = kinds.builder(threads.size()).daemon(true).unstarted(() -> {
            while (!over) {
                try {
                    round.run();
                } catch (Exception e) {
                    if (!over) { // otherwise, the other thread has ended, or close() has interrupted this one
                        throw e;
                    }
                }
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void alternate(Acquirable a, Acquirable b) {
        var rounds = new Barrier(2);
        for (var i = 0; i < 2; i++) {
            repeat(() -> {
                a.with(() -> b.with(() -> {}));
                rounds.await(1);
                b.with(() -> a.with(() -> {}));
                rounds.await(1);
            });
        }
    }

    private NamedThread once(Step step) {
        return kinds.builder(threads.size() + 1).daemon(true).start(step::run);
    }

    @Override
    public void close() {
        over = true;
        Await.until("the threads end", () -> {
            threads.forEach(NamedThread::interrupt);
            whileEnding.run();
            return threads.stream().noneMatch(NamedThread::isAlive);
        });
        atEnd.forEach(Runnable::run);
    }
}
