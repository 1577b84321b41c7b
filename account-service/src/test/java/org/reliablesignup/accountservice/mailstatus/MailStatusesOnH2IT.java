package org.reliablesignup.accountservice.mailstatus;

import org.reliablesignup.testing.RealParts.Database;

class MailStatusesOnH2IT extends MailStatusesContract {

    MailStatusesOnH2IT() {
        super(Database.H2);
    }
}
