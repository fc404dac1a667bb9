package io.github.threading4j.faults.injection;

import io.github.threading4j.Local;
import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.sched.Scheduler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** Contexts, locals, schedulers, iterators and dumps. */
final class OtherScenarios {
    private OtherScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Other");
        book.add("contexts", OtherScenarios::contexts);
        book.add("contexts with an MDC", trial -> {
            Context.carryMdc(true);
            try {
                MDC.put("key", "outside");
                contexts(trial);
                trial.equal("MDC", MDC.get("key"), "outside");
            } finally {
                Context.carryMdc(false);
            }
        });
        book.add("context variables", OtherScenarios::variables);
        book.add("Local", OtherScenarios::local);
        book.add("Scheduler", OtherScenarios::scheduler);
        book.add("SerializedIterator", OtherScenarios::serialized);
        book.add("concurrentTee", OtherScenarios::tee);
        book.add("dumps", OtherScenarios::dumps);
        book.add(
                "dump of threads that are alike",
                OtherScenarios::dumpsAlike,
                site -> site.toString().contains("DumpEntries"));
        book.add("dumps later", OtherScenarios::dumpsLater);
        return book.written();
    }

    private static void contexts(Trial trial) throws Throwable {
        var var = trial.tryGet(() -> new ContextVar<>("var", 0));
        var context = trial.tryGet(Context::new);
        var before = trial.tryGet(Context::copyContext);
        if (var == null || context == null || before == null) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            trial.attempt(() -> context.run(() -> {
                MDC.put("key", "inside");
                trial.attempt(() -> var.set(1));
                trial.attempt(() -> Context.copyContext().run(() -> var.set(2)));
                trial.foreign("body");
            }));
        }
        trial.attempt(context::toString);
        trial.attempt(() -> context.copy().asMap());
        trial.attempt(() -> Context.wrap((java.util.concurrent.Callable<Integer>) () -> var.get())
                .call());
        trial.attempt(() -> Context.wrap(() -> trial.foreign("body")).run());
        trial.attempt(() -> Context.wrap(Runnable::run).execute(() -> trial.foreign("body")));
        trial.calm();
        trial.equal("variables outside", Context.copyContext().asMap(), before.asMap());
        trial.equal("value outside", var.get(), 0);
        var ran = new AtomicInteger();
        context.run(() -> {
            ran.incrementAndGet();
        });
        trial.equal("runs", ran.get(), 1);
    }

    private static void variables(Trial trial) throws Throwable {
        trial.attempt(() -> new Context().run(() -> {
            for (int i = 0; i < 40; i++) {
                var var = new ContextVar<>("var" + i, 0);
                var number = i;
                var token = trial.tryGet(() -> var.set(number));
                trial.equal("value", var.get(), token == null ? 0 : number);
                if (token != null) {
                    trial.attempt(token::toString);
                    if (number % 2 == 0) {
                        var reset = trial.attempt(() -> var.reset(token));
                        trial.equal("value", var.get(), reset ? 0 : number);
                    }
                }
                trial.attempt(var::toString);
            }
        }));
        var none = new ContextVar<String>("none");
        trial.attempt(() -> none.get("otherwise"));
    }

    private static void local(Trial trial) throws Throwable {
        var local = trial.tryGet(() -> new Local<>(() -> {
            trial.foreign("initial");
            return 1;
        }));
        if (local == null) {
            return;
        }
        trial.ends(trial.fork(() -> {
            trial.attempt(() -> trial.equal("value", local.get(), 1));
            trial.attempt(() -> local.set(2));
            trial.attempt(local::toString);
            trial.attempt(local::delete);
            trial.attempt(local::isSet);
        }));
        trial.calm();
        trial.equal("value", local.get(), 1);
        local.set(2);
        trial.equal("value", local.get(), 2);
    }

    private static void scheduler(Trial trial) throws Throwable {
        var scheduler = trial.tryGet(() -> new Scheduler());
        if (scheduler == null) {
            return;
        }
        trial.probe(() -> {
            scheduler.toString();
            scheduler.getQueue();
        });
        var calls = new AtomicInteger();
        var entered = 0;
        for (int i = 0; i < 4; i++) {
            var priority = i;
            entered += trial.attempt(() -> scheduler.enter(0.0001, priority, () -> {
                        calls.incrementAndGet();
                        trial.foreign("action");
                    }))
                    ? 1
                    : 0;
        }
        var cancelled = trial.tryGet(() -> scheduler.enter(1000, 1, calls::incrementAndGet));
        trial.attempt(scheduler::toString);
        trial.attempt(scheduler::getQueue);
        if (cancelled != null) {
            trial.attempt(cancelled::toString);
            if (!trial.attempt(() -> scheduler.cancel(cancelled))) {
                scheduler.cancel(cancelled);
            }
        }
        trial.attempt(() -> scheduler.run(false));
        trial.ends(trial.fork(scheduler::run));
        trial.calm();
        scheduler.run();
        trial.check("calls", calls.get() == entered || trial.fired() && calls.get() == entered - 1);
        trial.check("the scheduler is empty", scheduler.empty());
    }

    private static void serialized(Trial trial) throws Throwable {
        var iterator = trial.tryGet(() -> Threading.serializeIterator(List.of(1, 2, 3, 4).stream()));
        if (iterator == null) {
            return;
        }
        var got = new AtomicInteger();
        var forks = List.of(
                trial.fork(() -> {
                    while (iterator.tryAdvance(item -> got.incrementAndGet())) {
                        Thread.yield();
                    }
                }),
                trial.fork(() -> {
                    while (iterator.tryAdvance(item -> got.incrementAndGet())) {
                        Thread.yield();
                    }
                }));
        for (var fork : forks) {
            trial.ends(fork);
        }
        trial.attempt(iterator::toString);
        trial.attempt(iterator::close);
        trial.attempt(() -> Threading.serializeIterator(List.of(1)).next());
        trial.attempt(() -> Threading.synchronizedIterator(() -> List.of(1).iterator())
                .get()
                .next());
        trial.attempt(() -> Threading.<Integer, Integer>synchronizedIterator(
                        n -> List.of(n).iterator())
                .apply(1)
                .next());
        trial.calm();
        trial.check("all items: " + got, trial.fired() || got.get() == 4);
    }

    private static void tee(Trial trial) throws Throwable {
        var branches = trial.tryGet(() -> Threading.concurrentTee(List.of(1, 2, 3), 2));
        if (branches == null) {
            return;
        }
        var counts = new AtomicInteger();
        for (var branch : branches) {
            trial.ends(trial.fork(() -> {
                for (var failures = 0; failures < 2; ) {
                    if (trial.attempt(() -> {
                        while (branch.hasNext()) {
                            branch.next();
                            counts.incrementAndGet();
                        }
                    })) {
                        return;
                    }
                    failures++;
                }
            }));
            trial.attempt(branch::toString);
        }
        trial.attempt(() -> Threading.concurrentTee(List.of(1).stream(), 1));
        trial.calm();
        trial.check("all items: " + counts, trial.fired() || counts.get() == 6);
    }

    private static void dumps(Trial trial) throws Throwable {
        trial.attempt(FaultHandler::traceback);
        var out = new ByteArrayOutputStream();
        trial.attempt(() -> FaultHandler.dumpTraceback(new PrintStream(out)));
        trial.calm();
        trial.check("there is a dump", !FaultHandler.traceback().isEmpty());
    }

    private static void dumpsAlike(Trial trial) throws Throwable {
        var pool = trial.closing(new ThreadPool(3));
        Threading.enumerate().stream()
                .filter(thread -> thread.getName().startsWith("ThreadPool-"))
                .forEach(thread -> Trial.parks(thread.toJavaThread()));
        trial.attempt(FaultHandler::traceback);
        trial.calm();
        trial.check("workers are listed: " + pool, FaultHandler.traceback().contains("more threads like this: "));
    }

    private static void dumpsLater(Trial trial) throws Throwable {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out);
        var begun = trial.attempt(() -> FaultHandler.dumpTracebackLater(
                0.0001,
                io.github.threading4j.faulthandler.DumpOptions.defaults().to(stream)));
        if (begun) {
            Trial.eventually("there is a dump", () -> out.size() > 0 || Reports.any());
        }
        trial.attempt(() -> FaultHandler.dumpTracebackLater(1000));
        if (!trial.attempt(FaultHandler::cancelDumpTracebackLater)) {
            FaultHandler.cancelDumpTracebackLater();
        }
    }
}
