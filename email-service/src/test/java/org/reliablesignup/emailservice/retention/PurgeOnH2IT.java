package org.reliablesignup.emailservice.retention;

import org.reliablesignup.testing.RealParts.Database;

class PurgeOnH2IT extends PurgeContract {

    PurgeOnH2IT() {
        super(Database.H2);
    }
}
