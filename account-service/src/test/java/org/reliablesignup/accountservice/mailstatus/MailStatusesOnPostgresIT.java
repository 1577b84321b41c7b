package org.reliablesignup.accountservice.mailstatus;

import org.reliablesignup.testing.RealParts.Database;

class MailStatusesOnPostgresIT extends MailStatusesContract {

    MailStatusesOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
