package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.testing.RealParts.Database;

class MailJobsOnPostgresIT extends MailJobsContract {

    MailJobsOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
