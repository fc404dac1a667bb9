package io.github.threading4j.benchmarks;

/** Either side of a subject, run once, one right after the other. */
record Round(Score ours, Score theirs) {
    /**
     * What one JVM measured: the median of its iterations in operations per microsecond (or the subject's own metric),
     * and for each operation the processor time in nanoseconds and the bytes allocated.
     */
    record Score(double throughput, double cpu, double bytes) {}

    double ratio() {
        return ours.throughput / theirs.throughput;
    }

    /** The ratio that is left when waiting for a processor does not count. */
    double cpuRatio() {
        return theirs.cpu / ours.cpu;
    }
}
