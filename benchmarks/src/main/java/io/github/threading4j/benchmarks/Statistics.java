package io.github.threading4j.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The arithmetic of the tables. */
final class Statistics {
    private Statistics() {}

    /** The value below which that share of the values lies, interpolated between the two nearest; 0.5 is the median. */
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

    /** The chance that a fair coin shows heads at least so often. */
    static double chanceOfHeads(int atLeast, int tosses) {
        var ways = 1.0;
        var sum = 0.0;
        for (var heads = 0; heads <= tosses; heads++) {
            sum += heads >= atLeast ? ways : 0;
            ways = ways * (tosses - heads) / (heads + 1);
        }
        return sum / Math.pow(2, tosses);
    }

    /** Four digits that count: more would be noise in the files that are kept. */
    static double rounded(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .doubleValue();
    }
}
