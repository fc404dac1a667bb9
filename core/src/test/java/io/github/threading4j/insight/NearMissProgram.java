package io.github.threading4j.insight;

import io.github.threading4j.Condition;
import io.github.threading4j.Hold;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The programs that {@link NearMisses} runs. */
enum NearMissProgram {
    /**
     * A thread acquires a lock twice, and another thread releases it in between, as in programs that use
     * {@code _thread}.
     */
    HANDSHAKE_ON_A_LOCK {
        @Override
        void start(NearMisses all) {
            all.handshake(Lock::new);
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
            all.handshake(Semaphore::new);
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

    /** Returns whether two threads acquire locks in opposite orders, with no lock that prevents a deadlock. */
    boolean hasOppositeOrders() {
        return this == ALTERNATING_ORDERS || this == INTERRUPT_ON_ITS_WAY;
    }
}
