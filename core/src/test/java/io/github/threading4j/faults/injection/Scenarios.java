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
                        ReportScenarios.all(),
                        DescriptionScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    /** All sites but those whose description contains something: there, nothing can fail in the scenario. */
    static Predicate<Site> but(String... exempt) {
        return site -> Stream.of(exempt).noneMatch(site.toString()::contains);
    }

    /** Collects scenarios as they are written down. */
    static final class Book {
        private final String group;
        private final List<Scenario> written = new ArrayList<>();

        Book(String group) {
            this.group = group;
        }

        void add(String name, Scenario.Body body) {
            // Threads of pools run targets of ours, which throw nothing before they begin.
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
