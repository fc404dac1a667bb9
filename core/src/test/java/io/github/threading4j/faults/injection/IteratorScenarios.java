package io.github.threading4j.faults.injection;

import io.github.threading4j.Threading;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.sched.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/** Failing iterators, queue operations that do not block, and a scheduler with custom time functions. */
final class IteratorScenarios {
    private IteratorScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Edge");
        book.add("iterators that fail", IteratorScenarios::iterators);
        book.add("imap of a failing source", IteratorScenarios::imapFails);
        book.add("queue operations that do not block", IteratorScenarios::queues);
        book.add("Scheduler with a delay function", IteratorScenarios::scheduler);
        return book.written();
    }

    private static <T> Iterator<T> failing(T first) {
        return new Iterator<>() {
            private boolean given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public T next() {
                if (given) {
                    throw new Trial.OfTheTask();
                }
                given = true;
                return first;
            }
        };
    }

    private static void iterators(Trial trial) throws Throwable {
        trial.attempt(() -> Threading.concurrentTee(List.of(1), 0));
        trial.attempt(() -> Threading.concurrentTee(List.of(1).iterator(), 0));
        trial.attempt(() -> Threading.concurrentTee(List.of(1).stream(), 0));
        trial.attempt(() -> {
            for (var branch : Threading.concurrentTee(failing(1), 2)) {
                trial.attempt(() -> {
                    branch.next();
                    branch.next();
                });
            }
        });
        trial.attempt(() -> {
            var stream = IntStream.range(0, 3).mapToObj(n -> 1 / n).onClose(() -> {
                throw new Trial.OfTheTask();
            });
            var iterator = Threading.serializeIterator(stream);
            trial.attempt(iterator::next, ArithmeticException.class);
            trial.attempt(iterator::close);
        });
        trial.attempt(() -> {
            var stream = List.of(1).stream().onClose(() -> {
                throw new Trial.OfTheTask();
            });
            var iterator = Threading.serializeIterator(stream);
            trial.attempt(iterator::next);
            trial.attempt(iterator::hasNext);
            trial.attempt(iterator::close);
        });
        trial.attempt(() -> {
            var stream = List.of(0).stream().map(n -> 1 / n).onClose(() -> {
                throw new Trial.OfTheTask();
            });
            for (var branch : Threading.concurrentTee(stream, 1)) {
                trial.attempt(branch::hasNext, ArithmeticException.class);
            }
        });
    }

    private static void imapFails(Trial trial) throws Throwable {
        var pool = trial.tryGet(() -> new ThreadPool(2));
        if (pool == null) {
            return;
        }
        trial.closing(() -> {
            pool.terminate();
            trial.ends(trial.fork(pool::join));
        });
        trial.ends(trial.fork(() -> {
            var results = pool.imap(n -> n, () -> failing(1));
            trial.attempt(results::next);
            trial.attempt(results::next);
            trial.attempt(results::next, java.util.NoSuchElementException.class);
        }));
    }

    private static void queues(Trial trial) throws Throwable {
        for (var java : List.of(false, true)) {
            var queue =
                    trial.tryGet(() -> java ? Queue.of(new LinkedBlockingQueue<Integer>(5)) : new Queue<Integer>(5));
            if (queue == null) {
                return;
            }
            trial.attempt(() -> queue.putNowait(1));
            trial.attempt(queue::getMaxsize);
            trial.attempt(queue::toString);
            trial.attempt(queue::getNowait, io.github.threading4j.queue.QueueEmptyException.class);
            trial.attempt(() -> queue.put(2));
            trial.attempt(() -> {
                try (var task = queue.getTask(1.0)) {
                    trial.attempt(task::item);
                }
            });
            trial.attempt(() -> queue.put(2));
            trial.attempt(() -> {
                queue.put(2);
                queue.getTask(Duration.ofSeconds(1)).close();
            });
            trial.attempt(() -> {
                var view = queue.asBlockingQueue();
                view.add(7);
                view.remove(7);
                view.remove(8);
            });
            trial.calm();
            queue.clear();
            trial.check("the queue is empty", queue.empty());
        }
    }

    private static void scheduler(Trial trial) throws Throwable {
        var now = new double[1];
        var scheduler = trial.tryGet(() -> new Scheduler(
                () -> {
                    trial.foreign("clock");
                    return now[0];
                },
                seconds -> {
                    trial.foreign("delay");
                    now[0] += seconds;
                }));
        if (scheduler == null) {
            return;
        }
        trial.probe(scheduler::toString);
        var calls = new int[1];
        var entered = 0;
        for (int i = 0; i < 3; i++) {
            var delay = i;
            entered += trial.attempt(() -> scheduler.enter(delay, 1, () -> calls[0]++)) ? 1 : 0;
        }
        trial.attempt(scheduler::run);
        trial.calm();
        scheduler.run();
        trial.check("each action was called", calls[0] == entered || trial.fired() && calls[0] == entered - 1);
    }
}
