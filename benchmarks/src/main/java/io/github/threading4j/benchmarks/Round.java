package io.github.threading4j.benchmarks;

/** One run of each side of a subject, in direct succession. */
record Round(Score ours, Score theirs) {
    /**
     * The results of one JVM: the median of its iterations in operations per microsecond (or the subject's own metric),
     * and the processor time in nanoseconds and the allocated bytes per operation.
     */
    record Score(double throughput, double cpu, double bytes) {}

    double ratio() {
        return ours.throughput / theirs.throughput;
    }

    /** Returns the ratio of the processor times, which do not include the time spent waiting for a processor. */
    double cpuRatio() {
        return theirs.cpu / ours.cpu;
    }
}
