package io.github.threading4j.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The statistics of the tables. */
final class Statistics {
    private Statistics() {}

    /**
     * Returns the quantile of the values for the given share, interpolated between the two nearest values; 0.5 is the
     * median.
     */
    static <T> double quantile(List<T> values, ToDoubleFunction<T> value, double share) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values: [] (expected at least one)");
        }
        var sorted = values.stream().mapToDouble(value).sorted().toArray();
        var place = share * (sorted.length - 1);
        var below = (int) Math.floor(place);
        var above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> value) {
        return quantile(values, value, 0.5);
    }

    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }

    /** Returns the probability that a fair coin shows heads at least the given number of times. */
    static double chanceOfHeads(int atLeast, int tosses) {
        var ways = 1.0;
        var sum = 0.0;
        for (var heads = 0; heads <= tosses; heads++) {
            sum += heads >= atLeast ? ways : 0;
            ways = ways * (tosses - heads) / (heads + 1);
        }
        return sum / Math.pow(2, tosses);
    }

    /** Rounds to four significant digits; more digits would be noise in the stored files. */
    static double rounded(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .doubleValue();
    }
}
