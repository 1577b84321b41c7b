package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.testing.RealParts.Database;

class JobInterventionOnPostgresIT extends JobInterventionContract {

    JobInterventionOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
