package org.reliablesignup.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reliablesignup.testing.RealParts.Database;

/** The same deaths where the databases are files of the services themselves. */
@Tag(Faults.LONG)
class KilledServicesOnH2IT extends KilledServices {

    KilledServicesOnH2IT() {
        super(Database.H2);
    }

    @Test
    void survivesAMailServerAndABrokerThatAreAway() throws Exception {
        survives("mail server and broker away", bed -> {
            bed.mailServer.down();
            bed.brokers.killAll();
            bed.last(Duration.ofSeconds(5));
            bed.brokers.startAll();
            bed.mailServer.up();
        });
    }
}
