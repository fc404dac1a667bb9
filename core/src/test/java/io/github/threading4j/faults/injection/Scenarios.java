package io.github.threading4j.faults.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All scenarios of the library. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        ThreadScenarios.all(),
                        LockScenarios.all(),
                        ConditionScenarios.all(),
                        ReadWriteScenarios.all(),
                        QueueScenarios.all(),
                        FutureScenarios.all(),
                        ExecutorScenarios.all(),
                        MapScenarios.all(),
                        ExecutorEndScenarios.all(),
                        WaitScenarios.all(),
                        ServiceScenarios.all(),
                        PoolScenarios.all(),
                        OtherScenarios.all(),
                        EdgeScenarios.all(),
                        IteratorScenarios.all(),
                        CancelScenarios.all(),
                        InsightScenarios.all(),
                        OrderScenarios.all(),
                        SelectScenarios.all(),
                        GroupScenarios.all(),
                        ReportScenarios.all(),
                        DescriptionScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns all sites except those whose description contains one of the given strings. The excluded sites cannot
     * fail in the scenario.
     */
    static Predicate<Site> but(String... exempt) {
        return site -> Stream.of(exempt).noneMatch(site.toString()::contains);
    }

    /** Collects the scenarios of a group. */
    static final class Book {
        private final String group;
        private final List<Scenario> written = new ArrayList<>();

        Book(String group) {
            this.group = group;
        }

        void add(String name, Scenario.Body body) {
            // Threads of pools run targets of the library, which do not throw.
            add(name, body, group.equals("Thread") ? site -> true : but("NamedThread.run:"));
        }

        void add(String name, Scenario.Body body, Predicate<Site> where) {
            written.add(new Scenario(group, name, body, where));
        }

        List<Scenario> written() {
            return written;
        }
    }
}
