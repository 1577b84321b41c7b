package org.reliablesignup.faults;

import org.jspecify.annotations.Nullable;

/** The bed that all faults of one JVM strike, as long as they want one of the same size: to make one takes a while. */
final class Beds {

    private static @Nullable Bed made;
    private static String size = "";

    private Beds() {}

    static synchronized Bed shared(int brokers, int instancesOfEach) {
        String wanted = brokers + " brokers, " + instancesOfEach + " of each service";
        Bed bed = made;
        if (bed == null || !wanted.equals(size)) {
            if (bed != null) {
                bed.close();
            }
            bed = new Bed(brokers, instancesOfEach);
            made = bed;
            size = wanted;
        }
        return bed;
    }
}
