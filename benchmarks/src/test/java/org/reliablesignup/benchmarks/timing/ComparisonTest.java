package org.reliablesignup.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Random random = new Random(1);

    @Test
    void findsNothingBetweenTwoGroupsOfOneDistribution() {
        Comparison comparison = Comparison.of(times(), times());

        assertThat(comparison.mannWhitneyP()).isGreaterThan(0.05);
        assertThat(comparison.kolmogorovSmirnovP()).isGreaterThan(0.05);
        assertThat(comparison.rightGuesses()).isCloseTo(0.5, within(0.03));
    }

    @Test
    void findsAShiftInEitherDirection() {
        double[] times = times();
        double[] longer = Arrays.stream(times()).map(time -> time + 50).toArray();

        Comparison comparison = Comparison.of(times, longer);

        assertThat(comparison.mannWhitneyP()).isLessThan(0.001);
        assertThat(comparison.kolmogorovSmirnovP()).isLessThan(0.001);
        assertThat(comparison.medianDifference()).isCloseTo(50, within(15.0));
        assertThat(comparison.rightGuesses()).isBetween(0.55, 0.75);
        assertThat(Comparison.of(longer, times).rightGuesses()).isCloseTo(comparison.rightGuesses(), within(1e-9));
        assertThat(Comparison.of(longer, times).medianDifference())
                .isCloseTo(-comparison.medianDifference(), within(1e-9));
    }

    @Test
    void isCertainWhereTheGroupsDoNotOverlap() {
        assertThat(Comparison.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}).rightGuesses())
                .isEqualTo(1);
    }

    private double[] times() {
        return random.doubles(2_000).map(chance -> 1_000 + 200 * chance).toArray();
    }
}
