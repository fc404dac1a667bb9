package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threading4j.benchmarks.Check.Verdict;
import io.github.threading4j.benchmarks.Round.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
    /** Judges the given numbers of rounds whose ratio is below and above 1, respectively. */
    private static Verdict judge(int under, int over) {
        List<Round> rounds = new ArrayList<>(Collections.nCopies(under, round(0.9)));
        rounds.addAll(Collections.nCopies(over, round(1.1)));
        return Check.judge(rounds, 1);
    }

    private static Round round(double ratio) {
        return new Round(new Score(ratio, 1, 0), new Score(1, 1, 0));
    }

    @Test
    void judge_allRoundsAbove_holdsAfterFive() {
        assertThat(judge(0, 4)).isEqualTo(Verdict.UNDECIDED);
        assertThat(judge(0, 5)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void judge_allRoundsBelow_isLostAfterTheFewestRounds() {
        assertThat(judge(Check.FEWEST_ROUNDS - 1, 0)).isEqualTo(Verdict.UNDECIDED);
        assertThat(judge(Check.FEWEST_ROUNDS, 0)).isEqualTo(Verdict.LOST);
    }

    @Test
    void judge_equallyManyBelowAndAbove_isUndecided() {
        assertThat(judge(12, 12)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void judge_mixedRounds_needsMoreRounds() {
        assertThat(judge(9, 1)).isEqualTo(Verdict.UNDECIDED);
        assertThat(judge(21, 4)).isEqualTo(Verdict.LOST);
        assertThat(judge(1, 7)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void judge_exactlyTheTarget_isNotBelow() {
        assertThat(Check.judge(Collections.nCopies(5, round(1)), 1)).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void check_tooFewRoundsForALoss_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Check(3, 10))
                .withMessage("too few rounds to tell noise from loss: 3 (expected at least 9)");
    }
}
