package io.github.threading4j.faults.injection;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.ThreadDump;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Runs each scenario repeatedly, each time with a different fault, and collects the failures. */
final class Injection {
    private static final int MAX_K = 3;
    private static final int WARM_UPS = 4;

    /** The number of failures after which a scenario is abandoned. */
    private static final int MAX_FAILURES = Integer.getInteger("threading4j.faults.failures", 5);

    /** A failed check, a hang or a leak. */
    record Failure(Scenario scenario, String fault, Throwable why) {}

    private final Sites sites;

    /** Whether to inject each fault in each scenario, rather than once in each group of scenarios. */
    private final boolean all;

    private final Map<Integer, Set<String>> hitBy = new TreeMap<>();
    private final Set<String> injected = new HashSet<>();
    private final List<Failure> failures = new ArrayList<>();
    private int runs;
    private int fired;

    Injection(Sites sites, boolean all) {
        this.sites = sites;
        this.all = all;
    }

    List<Failure> failures() {
        return failures;
    }

    /** Returns the names of the scenarios that hit a site. */
    Set<String> hitBy(Site site) {
        return hitBy.getOrDefault(site.id(), Set.of());
    }

    int runs() {
        return runs;
    }

    int fired() {
        return fired;
    }

    void inject(Scenario scenario) {
        var foreignCalls = new TreeMap<String, Integer>();
        var hits = discover(scenario, foreignCalls);
        hits.keySet().removeIf(site -> !scenario.where().test(sites.all().get(site)));
        hits.forEach((site, count) -> {
            for (int k = 1; k <= Math.min(count, all ? MAX_K : 1); k++) {
                var where = sites.all().get(site);
                if (all || !injected.contains(scenario.group() + site)) {
                    var chosen = k;
                    run(scenario, null, where + " #" + k, () -> Faults.arm(where.id(), chosen));
                    if (Faults.fired() != null) {
                        injected.add(scenario.group() + site); // otherwise, the site was not reached in this run
                    }
                }
            }
        });
        foreignCalls.forEach((name, count) -> {
            for (var kind : ForeignFault.Kind.values()) {
                for (int k = 1; k <= Math.min(count, all ? MAX_K : 1); k++) {
                    var fault = new ForeignFault(name, kind, k);
                    run(scenario, fault, fault.toString(), () -> Faults.arm(-1, 0));
                }
            }
        });
    }

    /**
     * Runs a scenario without a fault, and returns the number of hits of each site. The first run initializes classes
     * and is not counted.
     */
    private Map<Integer, Integer> discover(Scenario scenario, Map<String, Integer> foreignCalls) {
        var hits = new TreeMap<Integer, Integer>();
        for (int i = 0; i < WARM_UPS; i++) {
            Faults.record();
            var trial = run(scenario, null, "no fault", () -> Faults.arm(-1, 0));
            trial.foreignCalls().forEach((name, count) -> foreignCalls.merge(name, count.get(), Math::max));
            for (var site : sites.all()) {
                if (Faults.hits(site.id()) > 0) {
                    hitBy.computeIfAbsent(site.id(), key -> new TreeSet<>()).add(scenario.name());
                    if (i > 0) {
                        hits.merge(site.id(), Faults.hits(site.id()), Math::max);
                    }
                }
            }
        }
        return hits;
    }

    private Trial run(Scenario scenario, ForeignFault fault, String what, Runnable arm) {
        var trial = new Trial(fault);
        if (failures.stream().filter(each -> each.scenario() == scenario).count() >= MAX_FAILURES) {
            return trial;
        }
        runs++;
        var retained = KeepAlive.JVM.retained();
        var threads = started();
        var failure = new AtomicReference<Throwable>();
        var runner = new Thread(() -> {
            try {
                trial.run(scenario);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        runner.setDaemon(false); // so that the tasks that it submits are non-daemon and retain the keep-alive thread
        arm.run();
        runner.start();
        try {
            awaitEnd(trial, runner);
            if (failure.get() == null) {
                // The number can be lower than before, since a previously abandoned run may have ended.
                Trial.eventually("the keep-alive thread is not retained", () -> KeepAlive.JVM.retained() <= retained);
                Trial.eventually("no thread is left", () -> threads.containsAll(started()));
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
        fired += Faults.fired() == null ? 0 : 1;
        if (failure.get() != null) {
            fail(scenario, what, failure.get());
            trial.abandon();
            runner.interrupt();
        }
        return trial;
    }

    private static void awaitEnd(Trial trial, Thread runner) throws InterruptedException {
        trial.attend(runner);
        runner.join(TimeUnit.NANOSECONDS.toMillis(4 * Trial.LIMIT_NANOS));
        if (runner.isAlive()) {
            throw new AssertionError("hangs\n" + ThreadDump.all());
        }
        Faults.disarm();
    }

    private void fail(Scenario scenario, String what, Throwable why) {
        var fault = Faults.fired();
        if (fault != null && fault != why) {
            why.addSuppressed(fault);
        }
        failures.add(new Failure(scenario, what, why));
    }

    private static Set<NamedThread> started() {
        return Threading.enumerate().stream()
                .filter(thread ->
                        !Set.of("ForeignThread").contains(thread.getClass().getSimpleName()))
                .collect(Collectors.toSet());
    }
}
