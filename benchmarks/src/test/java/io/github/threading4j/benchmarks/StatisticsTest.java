package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static double quantile(double share, Double... values) {
        return Statistics.quantile(List.of(values), value -> value, share);
    }

    @Test
    void median_oddNumberOfValues_isTheMiddleValue() {
        assertThat(quantile(0.5, 9.0, 1.0, 2.0)).isEqualTo(2);
        assertThat(quantile(0.5, 5.0)).isEqualTo(5);
    }

    @Test
    void median_evenNumberOfValues_liesBetweenTheMiddleTwo() {
        assertThat(quantile(0.5, 4.0, 1.0, 2.0, 9.0)).isEqualTo(3);
    }

    @Test
    void quartiles_sevenRounds_areSymmetric() {
        Double[] values = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
        assertThat(quantile(0.25, values)).isEqualTo(2.5);
        assertThat(quantile(0.75, values)).isEqualTo(5.5);
        assertThat(quantile(0, values)).isEqualTo(1);
        assertThat(quantile(1, values)).isEqualTo(7);
    }

    @Test
    void quantile_noValues_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> quantile(0.5)).withMessageContaining("no values");
    }

    @Test
    void geometricMean_twoAndHalf_isOne() {
        assertThat(Statistics.geometricMean(List.of(2.0, 0.5))).isCloseTo(1, within(1e-12));
        assertThat(Statistics.geometricMean(List.of(10.0, 1000.0))).isCloseTo(100, within(1e-9));
    }

    @Test
    void chanceOfHeads_matchesAFairCoin() {
        assertThat(Statistics.chanceOfHeads(0, 5)).isEqualTo(1);
        assertThat(Statistics.chanceOfHeads(5, 5)).isEqualTo(1 / 32.0);
        assertThat(Statistics.chanceOfHeads(2, 3)).isEqualTo(0.5);
        assertThat(Statistics.chanceOfHeads(3, 4)).isEqualTo(5 / 16.0);
    }

    @Test
    void rounded_keepsFourSignificantDigits() {
        assertThat(Statistics.rounded(123456)).isEqualTo(123500);
        assertThat(Statistics.rounded(0.00123456)).isEqualTo(0.001235);
        assertThat(Statistics.rounded(0)).isZero();
        assertThat(Statistics.rounded(Double.NaN)).isNaN();
    }
}
