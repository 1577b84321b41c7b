package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.testing.RealParts.Database;

class MailJobsOnH2IT extends MailJobsContract {

    MailJobsOnH2IT() {
        super(Database.H2);
    }
}
