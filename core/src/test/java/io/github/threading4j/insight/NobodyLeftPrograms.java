package io.github.threading4j.insight;

import io.github.threading4j.Barrier;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.function.Target;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.Rounds;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs for {@link NobodyLeftTest}. Each runs in a separate JVM, since the JVM of the tests has other threads. */
final class NobodyLeftPrograms {
    private NobodyLeftPrograms() {}

    /**
     * Programs in which no thread can continue. The main thread waits behind the others, unless {@code run} returns.
     */
    private enum Hang {
        EVENT {
            @Override
            void run() throws Exception {
                start("waiting", new Event()::await).join();
            }
        },
        BARRIER {
            @Override
            void run() throws Exception {
                var barrier = new Barrier(3);
                var first = start("first", barrier::await);
                start("second", barrier::await);
                first.join();
            }
        },
        ITEM {
            @Override
            void run() throws Exception {
                start("consumer", new Queue<String>()::get).join();
            }
        },
        CAPACITY {
            @Override
            void run() throws Exception {
                var queue = new Queue<Integer>(1);
                queue.put(1);
                start("producer", () -> queue.put(2)).join();
            }
        },
        TASK_DONE {
            @Override
            void run() throws Exception {
                var queue = new Queue<Integer>();
                queue.put(1);
                start("joining", queue::join).join();
            }
        },
        LOST_SIGNAL {
            @Override
            void run() throws Exception {
                var condition = new Condition();
                condition.with(() -> condition.signal());
                start("waiting", () -> condition.with(() -> condition.await())).join();
            }
        },
        PERMIT {
            @Override
            void run() throws Exception {
                start("acquiring", new Semaphore(0)::acquire).join();
            }
        },
        FUTURE {
            @Override
            void run() throws Exception {
                start("waiting", new Future<Integer>()::result).join();
            }
        },
        /** The main thread has ended; the only other thread of the program is an idle worker. */
        ENDED_MAIN {
            @Override
            void run() throws Exception {
                new ThreadPoolExecutor(1).submit(() -> 1).result();
                Threading.currentThread(); // the library knows the main thread, and will list it until it is collected
                start("waiting", new Event()::await);
            }
        },
        /** The main thread waits for an idle worker to end. */
        IDLE_WORKER {
            @Override
            void run() throws Exception {
                new ThreadPoolExecutor(1)
                        .submit(Threading::currentThread)
                        .result()
                        .join();
            }
        },
        HOLDER {
            @Override
            void run() throws Exception {
                var lock = new RLock();
                var held = new Event();
                start(
                        "waiting",
                        () -> lock.with(() -> {
                            held.set();
                            new Event().await();
                        }));
                held.await();
                lock.acquire();
            }
        };

        abstract void run() throws Exception;
    }

    /** Programs whose threads wait only for each other, without timeouts, and which nevertheless run to completion. */
    private enum Run {
        EVENTS {
            @Override
            void run() throws Exception {
                var events = new Event[] {new Event(), new Event()};
                inTurn(
                        turn -> {
                            events[turn].await();
                            events[turn].clear();
                        },
                        turn -> events[turn].set());
            }
        },
        SEMAPHORES {
            @Override
            void run() throws Exception {
                var semaphores = new Semaphore[] {new Semaphore(0), new Semaphore(0)};
                inTurn(turn -> semaphores[turn].acquire(), turn -> semaphores[turn].release());
            }
        },
        QUEUES {
            @Override
            void run() throws Exception {
                var queues = new Queue<?>[] {new Queue<Integer>(1), new Queue<Integer>(1)};
                inTurn(turn -> queues[turn].get(), turn -> put(queues[turn]));
            }
        },
        SIMPLE_QUEUES {
            @Override
            void run() throws Exception {
                var first = new SimpleQueue<Integer>();
                var second = new SimpleQueue<Integer>();
                inTurn(turn -> (turn == 0 ? first : second).get(), turn -> (turn == 0 ? first : second).put(1));
            }
        },
        CONDITIONS {
            @Override
            void run() throws Exception {
                var condition = new Condition();
                var there = new boolean[2];
                inTurn(
                        turn -> condition.with(() -> {
                            condition.awaitFor(() -> there[turn]);
                            there[turn] = false;
                        }),
                        turn -> condition.with(() -> {
                            there[turn] = true;
                            condition.signalAll();
                        }));
            }
        },
        BARRIERS {
            @Override
            void run() throws Exception {
                var barrier = new Barrier(2);
                inTurn(turn -> barrier.await(), turn -> {});
            }
        },
        TASKS {
            @Override
            void run() throws Exception {
                try (var pool = new ThreadPoolExecutor(2)) {
                    Rounds.run(ROUNDS, round -> {
                        var future = pool.submit(() -> 1);
                        pool.submit(() -> future.result()).result();
                    });
                }
            }
        },
        /** Each thread is started after the survey may have listed the threads, sets an event and ends. */
        STARTS {
            @Override
            void run() throws Exception {
                Rounds.run(ROUNDS, round -> {
                    var event = new Event();
                    new Thread(event::set).start();
                    event.await();
                });
            }
        },
        DUMPS {
            @Override
            void run() throws Exception {
                Rounds.run(ROUNDS / 10, round -> {
                    FaultHandler.dumpTracebackLater(3600);
                    FaultHandler.cancelDumpTracebackLater();
                });
            }
        },
        JOINS {
            @Override
            void run() throws Exception {
                Rounds.run(
                        ROUNDS / 10,
                        round -> start("ending", () -> start("inner", () -> {}).join())
                                .join());
            }
        };

        abstract void run() throws Exception;
    }

    private interface Turn {
        void run(int turn) throws Exception;
    }

    private static final int ROUNDS = 20_000;
    private static final int TURNS = 200;

    @SuppressWarnings("unchecked")
    private static void put(Queue<?> queue) throws InterruptedException {
        ((Queue<Integer>) queue).put(1);
    }

    /** In each round, two threads wait and release each other in turn, while the main thread joins them. */
    private static void inTurn(Turn await, Turn release) throws Exception {
        Rounds.run(ROUNDS / TURNS, round -> {
            var first = start("first", () -> {
                for (var turn = 0; turn < TURNS; turn++) {
                    release.run(1);
                    await.run(0);
                }
            });
            var second = start("second", () -> {
                for (var turn = 0; turn < TURNS; turn++) {
                    await.run(1);
                    release.run(0);
                }
            });
            first.join();
            second.join();
        });
    }

    private static NamedThread start(String name, Target body) {
        return NamedThread.builder().name(name).daemon(false).start(body);
    }

    /** Prints the first finding, and ends. */
    static final class Hanging {
        public static void main(String[] args) throws Exception {
            Insight.watch(WatchOptions.defaults().every(0.05).once(), finding -> {
                System.out.println(finding);
                Runtime.getRuntime().halt(0);
            });
            Hang.valueOf(args[0]).run();
        }
    }

    /** Searches as often as possible while the program runs, and prints the findings. */
    static final class Running {
        public static void main(String[] args) throws Exception {
            var findings = new AtomicInteger();
            var over = new AtomicBoolean();
            var watch = Insight.watch(WatchOptions.defaults().every(0.000_01), finding -> {
                if (findings.getAndIncrement() == 0 && !over.get()) {
                    System.out.println(finding);
                }
            });
            Run.valueOf(args[0]).run();
            over.set(true);
            watch.close();
            System.out.println("findings: " + findings);
        }
    }

    /** Ends while a daemon waits: the JVM deletes many files in the thread that waits for the last non-daemon. */
    static final class Ending {
        public static void main(String[] args) {
            for (var file = 0; file < 20_000; file++) {
                new File("no such folder/" + file).deleteOnExit();
            }
            NamedThread.builder().daemon(true).start(new Queue<String>()::get);
            Insight.watch(WatchOptions.defaults().every(0.000_01), finding -> {
                System.out.println(finding);
                System.out.flush();
            });
        }
    }

    static String[] hanging() {
        return names(Hang.values());
    }

    static String[] running() {
        return names(Run.values());
    }

    private static String[] names(Enum<?>[] values) {
        var names = new String[values.length];
        for (var i = 0; i < names.length; i++) {
            names[i] = values[i].name();
        }
        return names;
    }
}
