package org.reliablesignup.faults;

import org.reliablesignup.testing.RealParts.Database;

class KilledServicesIT extends KilledServices {

    KilledServicesIT() {
        super(Database.POSTGRESQL);
    }
}
