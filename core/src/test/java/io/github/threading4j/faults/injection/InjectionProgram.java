package io.github.threading4j.faults.injection;

import java.nio.file.Files;
import java.nio.file.Path;

/** Runs all scenarios in a JVM with the agent, and writes a report. */
final class InjectionProgram {
    private InjectionProgram() {}

    /**
     * @param args the file to write the report to; the mode, "one" or "all"; the scenarios to run, "library" or, for
     *     those of {@link BrokenTwin}, any other value; and optionally a pattern for the names of scenarios, and a
     *     remainder and a divisor of their numbers, as in {@code 1/2} for every second scenario
     */
    public static void main(String[] args) throws Exception {
        Reports.begin();
        var ofLibrary = args[2].equals("library");
        var sites = FaultAgent.sites();
        var injection = new Injection(sites, args[1].equals("all"));
        var part = (args.length < 5 ? "0/1" : args[4]).split("/");
        var number = 0;
        for (var scenario : ofLibrary ? Scenarios.all() : BrokenTwin.scenarios()) {
            var isMine = number++ % Integer.parseInt(part[1]) == Integer.parseInt(part[0]);
            if (isMine && (args.length < 4 || scenario.name().matches(args[3]))) {
                var begin = System.nanoTime();
                var before = injection.runs();
                injection.inject(scenario);
                System.out.printf(
                        "%6d ms %5d runs %s%n",
                        (System.nanoTime() - begin) / 1_000_000, injection.runs() - before, scenario.name());
            }
        }
        var report = new Report(injection, sites.all(), ofLibrary);
        Files.write(Path.of(args[0]), report.lines());
        System.out.println(report.summary());
        System.exit(0); // ends threads that a fault has left behind
    }
}
