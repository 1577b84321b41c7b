package org.reliablesignup.benchmarks.timing;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** An address to sign up with. All are of the same length, and nothing in them tells which kind they are of. */
record Address(String value, Kind kind) {

    /** What is known of an address before the sign-up. */
    enum Kind {
        /** Nobody has heard of it. */
        FRESH,
        /** It belongs to an account that is active. */
        CONFIRMED
    }

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 16;

    static List<Address> random(Kind kind, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Address(localPart(random) + "@example.com", kind))
                .toList();
    }

    private static String localPart(Random random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
