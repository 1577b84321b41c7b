package org.reliablesignup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reliablesignup.testing.RealParts.Database;

/** Faults that strike one bed, one after another, each under load of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Faults {

    /** What takes long runs only with the whole suite, in the Maven profile {@code faults}. */
    static final String LONG = "long";

    @RegisterExtension
    final Report report = new Report();

    private final Bed bed;

    /** What strikes. */
    @FunctionalInterface
    interface Fault {
        void strike(Bed bed) throws Exception;
    }

    Faults(int brokers, int instancesOfEach) {
        this(Database.POSTGRESQL, brokers, instancesOfEach);
    }

    Faults(Database database, int brokers, int instancesOfEach) {
        this.bed = Beds.shared(database, brokers, instancesOfEach);
    }

    /** The promises of the guarantees hold, and every account has its mail. */
    Verdict survives(String name, Fault fault) throws Exception {
        Verdict verdict = keepsItsPromises(name, fault);
        assertThat(verdict.ledgers().rejected()).as("rejected under: " + name).isEmpty();
        assertThat(verdict.ledgers().expired()).as("given up under: " + name).isEmpty();
        return verdict;
    }

    /** The promises of the guarantees hold; a mail that the server refuses for good is no promise. */
    Verdict keepsItsPromises(String name, Fault fault) throws Exception {
        Verdict verdict = bed.under(name, () -> fault.strike(bed));
        report.add(verdict);
        assertThat(verdict.ledgers().lost()).as("lost under: " + name).isZero();
        assertThat(verdict.ledgers().unexplainedCopies())
                .as("copies of mails that were never in doubt, under: " + name)
                .isZero();
        return verdict;
    }

    Bed bed() {
        return bed;
    }

    static String words(Enum<?> place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
