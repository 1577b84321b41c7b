package org.reliablesignup.testing;

import java.util.List;

/**
 * A line of {@code cases/owner-names.csv}.
 *
 * @param verdict {@code taken}, {@code required}, {@code malformed} or {@code too-long}
 */
public record OwnerNameCase(String verdict, String name, String why) {

    /** Those that sign-up takes. */
    public static List<OwnerNameCase> taken() {
        return all().stream().filter(OwnerNameCase::isTaken).toList();
    }

    /** Those that it refuses. */
    public static List<OwnerNameCase> refused() {
        return all().stream().filter(each -> !each.isTaken()).toList();
    }

    /** All of them. */
    public static List<OwnerNameCase> all() {
        return CaseTable.read("owner-names.csv").stream()
                .map(columns -> new OwnerNameCase(columns[0], CaseTable.spelledOut(columns[1]), columns[2]))
                .toList();
    }

    private boolean isTaken() {
        return verdict.equals("taken");
    }

    /** In reports; the name could hold what breaks a line. */
    @Override
    public String toString() {
        return CaseTable.visible(name) + " (" + why + ")";
    }
}
