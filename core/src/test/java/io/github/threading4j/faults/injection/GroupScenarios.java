package io.github.threading4j.faults.injection;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.taskgroups.ExceptionGroup;
import io.github.threading4j.taskgroups.TaskGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** A block ends only after its threads, each accepted task completes, and no failure is lost. */
final class GroupScenarios {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private GroupScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("TaskGroup");
        book.add("block", trial -> block(trial, TaskGroup::new, -1));
        book.add("block with a failing task", trial -> block(trial, GroupScenarios::named, 1));
        if (VIRTUAL) {
            book.add("block of virtual threads", trial -> block(trial, GroupScenarios::virtual, 2));
        }
        book.add("block in a scope", trial -> {
            var scope = new CancelScope();
            if (!scope.with(() -> sneaky(() -> block(trial, TaskGroup::new, 0)))) {
                throw new AssertionError("the block was cut short, although its scope was not cancelled");
            }
        });
        book.add("many tasks", GroupScenarios::many);
        book.add("cancel", GroupScenarios::cancel);
        book.add("cancel of a task", GroupScenarios::cancelTask);
        book.add("failing body", GroupScenarios::failingBody);
        book.add("exception group", GroupScenarios::exceptions);
        book.add("misuse", GroupScenarios::misuse);
        book.add("search for deadlocks", GroupScenarios::search);
        return book.written();
    }

    private static TaskGroup virtual() {
        return TaskGroup.builder().name("v").virtual().build();
    }

    private static TaskGroup named() {
        return TaskGroup.builder().name("g").build();
    }

    private static void sneaky(Trial.Op op) {
        try {
            op.run();
        } catch (Throwable e) {
            GroupScenarios.<RuntimeException>throwAsIs(e);
        }
    }

    @SuppressWarnings("unchecked") // the cast is erased
    private static <X extends Throwable> void throwAsIs(Throwable e) throws X {
        throw (X) e;
    }

    private static void block(Trial trial, Callable<TaskGroup> creation, int failing) throws Throwable {
        var group = trial.tryGet(creation);
        if (group == null) {
            return;
        }
        var futures = new ArrayList<Future<Integer>>();
        trial.probe(group::toString);
        trial.attempt(
                () -> group.with(() -> {
                    for (var i = 0; i < 4; i++) {
                        var fails = i == failing;
                        futures.add(group.submit(() -> {
                            trial.foreign("task");
                            if (fails) {
                                throw new Trial.OfTheTask();
                            }
                            return 1;
                        }));
                    }
                    trial.foreign("body");
                    return futures.get(0).result();
                }),
                ExceptionGroup.class,
                CancellationException.class);
        ended(trial, group, futures);
        trial.equal("another group", runOne(), 1);
    }

    private static int runOne() throws InterruptedException {
        var group = new TaskGroup();
        return group.with(() -> group.submit(() -> 1).result());
    }

    private static void ended(Trial trial, TaskGroup group, List<? extends Future<?>> futures) {
        trial.calm();
        trial.check("each future is done: " + futures, futures.stream().allMatch(Future::done));
        trial.check("the group has ended: " + group, group.toString().matches(".*(, ended|, new).*"));
        var name = group.toString().replaceFirst(".*name=(.*?),.*", "$1_");
        trial.check(
                "no thread is left: " + Threading.enumerate(),
                Threading.enumerate().stream().noneMatch(each -> each.getName().startsWith(name)));
    }

    private static void many(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        var futures = new ArrayList<Future<?>>();
        trial.attempt(
                () -> group.with(() -> {
                    for (var i = 0; i < 40; i++) {
                        futures.add(group.submit(() -> {
                            group.submit(() -> {});
                        }));
                    }
                }),
                ExceptionGroup.class);
        ended(trial, group, futures);
    }

    private static void cancel(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        var futures = new ArrayList<Future<?>>();
        trial.attempt(
                () -> group.with(() -> {
                    futures.add(group.submit(() -> new CountDownLatch(1).await()));
                    try {
                        group.cancel();
                    } finally {
                        group.cancel(); // the fault may have stopped the first call
                    }
                    futures.add(group.submit(() -> {}));
                    return futures.get(0).result();
                }),
                ExceptionGroup.class,
                CancellationException.class);
        ended(trial, group, futures);
    }

    private static void cancelTask(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        var futures = new ArrayList<Future<?>>();
        var running = new Event(); // a failing task ends the wait for it
        var stop = new CountDownLatch(1);
        trial.attempt(
                () -> group.with(() -> {
                    try {
                        futures.add(group.submit(() -> {
                            running.set();
                            stop.await();
                        }));
                        running.await();
                        futures.get(0).cancel(true);
                        futures.get(0).awaitTermination(0.001);
                    } finally {
                        stop.countDown();
                    }
                }),
                ExceptionGroup.class);
        ended(trial, group, futures);
    }

    private static void failingBody(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        var futures = new ArrayList<Future<?>>();
        var running = new Event(); // a failing task ends the wait for it
        var failed = trial.attempt(() -> group.with(() -> {
            futures.add(group.submit(() -> {
                try (AutoCloseable first = () -> throwAsIs(new IOException("close"));
                        AutoCloseable second = () -> throwAsIs(new IOException("close"))) {
                    running.set();
                    new CountDownLatch(1).await();
                }
            }));
            running.await();
            throw new Trial.OfTheTask();
        }));
        trial.check("the block has thrown", !failed);
        ended(trial, group, futures);
    }

    private static void exceptions(Trial trial) throws Throwable {
        var group = trial.tryGet(() -> new ExceptionGroup(
                "outer",
                List.of(
                        new IOException("io"),
                        new ExceptionGroup("inner", List.of(new IOException("io"), new IllegalStateException())))));
        if (group == null) {
            return;
        }
        trial.attempt(() -> group.split(IOException.class));
        trial.attempt(() -> group.subgroup(IllegalStateException.class));
        trial.attempt(() -> group.subgroup(RuntimeException.class));
        trial.calm();
        trial.equal("exceptions", group.exceptions().size(), 2);
    }

    private static void misuse(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        trial.attempt(() -> group.submit(() -> 1), IllegalStateException.class);
        trial.attempt(() -> group.with(() -> {
            trial.attempt(() -> group.with(() -> {}), IllegalStateException.class);
            return 1;
        }));
        trial.attempt(() -> group.with(() -> {}), IllegalStateException.class);
        ended(trial, group, List.of());
    }

    /** Searches for deadlocks while the owner waits for its tasks, and a task for another one. */
    private static void search(Trial trial) throws Throwable {
        var group = trial.tryGet(TaskGroup::new);
        if (group == null) {
            return;
        }
        var owner = Thread.currentThread();
        var go = new CountDownLatch(1);
        var futures = new ArrayList<Future<?>>();
        trial.attempt(
                () -> group.with(() -> {
                    var first = group.submit(() -> go.await());
                    futures.add(first);
                    futures.add(group.submit(() -> first.result()));
                    futures.add(group.submit(() -> {
                        Trial.parks(owner);
                        Insight.findDeadlocks();
                        go.countDown();
                    }));
                }),
                ExceptionGroup.class);
        ended(trial, group, futures);
    }
}
