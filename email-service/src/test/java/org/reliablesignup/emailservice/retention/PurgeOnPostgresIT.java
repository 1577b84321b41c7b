package org.reliablesignup.emailservice.retention;

import org.reliablesignup.testing.RealParts.Database;

class PurgeOnPostgresIT extends PurgeContract {

    PurgeOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
