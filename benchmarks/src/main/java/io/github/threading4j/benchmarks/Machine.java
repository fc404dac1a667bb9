package io.github.threading4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A description of the machine. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns, for example, {@code 2 processors (AMD EPYC), 23 GiB, Linux amd64}. */
    static String describe() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                "%d processors%s, %d GiB, %s %s",
                system.getAvailableProcessors(),
                model(),
                system.getTotalMemorySize() >> 30,
                system.getName(),
                system.getArch());
    }

    private static String model() {
        if (!Files.isReadable(CPU_INFO)) {
            return "";
        }
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> " (" + line.replaceAll(".*?:\\s*", "").strip() + ")")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
