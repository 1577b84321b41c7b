package org.reliablesignup.testing;

import java.util.List;

/**
 * A line of {@code cases/mail-addresses.csv}.
 *
 * @param verdict {@code taken}, {@code malformed} or {@code too-long}
 * @param canonical the spelling to compare by, and to send to
 */
public record MailAddressCase(String verdict, String address, String canonical, String why) {

    /** Those that sign-up takes. */
    public static List<MailAddressCase> taken() {
        return all().stream().filter(MailAddressCase::isTaken).toList();
    }

    /** Those that nobody takes. */
    public static List<MailAddressCase> refused() {
        return all().stream().filter(each -> !each.isTaken()).toList();
    }

    /** All of them. */
    public static List<MailAddressCase> all() {
        return CaseTable.read("mail-addresses.csv").stream()
                .map(columns -> new MailAddressCase(
                        columns[0],
                        CaseTable.spelledOut(columns[1]),
                        CaseTable.spelledOut(columns[2].equals("same") ? columns[1] : columns[2]),
                        columns[3]))
                .toList();
    }

    private boolean isTaken() {
        return verdict.equals("taken");
    }

    /** In reports; the address could hold what breaks a line. */
    @Override
    public String toString() {
        return CaseTable.visible(address) + " (" + why + ")";
    }
}
