package org.reliablesignup.benchmarks.timing;

import java.util.List;

/**
 * One sign-up that was timed.
 *
 * @param nanos how long it took
 */
record Sample(int connection, Address address, long nanos) {

    private static final double NANOS_PER_MICRO = 1000;

    /** Those of one kind, in microseconds, in the order in which they were taken. */
    static double[] micros(List<Sample> samples, Address.Kind kind) {
        return samples.stream()
                .filter(sample -> sample.address().kind() == kind)
                .mapToDouble(sample -> sample.nanos() / NANOS_PER_MICRO)
                .toArray();
    }
}
