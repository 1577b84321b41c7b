package org.reliablesignup.benchmarks.timing;

import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How far two groups of times can be told apart.
 *
 * @param medianDifference how much longer the median of the second group is, in the unit of the times
 * @param mannWhitneyP how often chance alone would rank two groups of one distribution as differently as these
 * @param kolmogorovSmirnovP how often it would put their distributions as far apart
 * @param rightGuesses how often a guesser would be right who gets a time of each group and takes the longer one for that of
 *     the second group, or the shorter one where that is better: 0.5 is a coin, 1 is certain (the area under the ROC curve)
 */
record Comparison(double medianDifference, double mannWhitneyP, double kolmogorovSmirnovP, double rightGuesses) {

    static Comparison of(double[] first, double[] second) {
        var ranks = MannWhitneyUTest.withDefaults().test(first, second);
        double share = ranks.getStatistic() / first.length / second.length;
        return new Comparison(
                median(second) - median(first),
                ranks.getPValue(),
                KolmogorovSmirnovTest.withDefaults().test(first, second).getPValue(),
                Math.max(share, 1 - share));
    }

    private static double median(double[] times) {
        return Median.withDefaults().evaluate(times);
    }
}
