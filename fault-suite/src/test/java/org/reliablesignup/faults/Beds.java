package org.reliablesignup.faults;

import org.jspecify.annotations.Nullable;
import org.reliablesignup.testing.RealParts.Database;

/** The bed that all faults of one JVM strike, as long as they want one of the same kind: to make one takes a while. */
final class Beds {

    private static @Nullable Bed made;
    private static String kind = "";

    private Beds() {}

    static synchronized Bed shared(Database database, int brokers, int instancesOfEach) {
        String wanted = database + ", " + brokers + " brokers, " + instancesOfEach + " of each service";
        Bed bed = made;
        if (bed == null || !wanted.equals(kind)) {
            if (bed != null) {
                bed.close();
            }
            bed = new Bed(database, brokers, instancesOfEach);
            made = bed;
            kind = wanted;
        }
        return bed;
    }
}
