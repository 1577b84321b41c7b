package org.reliablesignup.accountservice.retention;

import org.reliablesignup.testing.RealParts.Database;

class PurgeOnPostgresIT extends PurgeContract {

    PurgeOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
