package org.reliablesignup.emailservice.delivery;

import org.reliablesignup.testing.RealParts.Database;

class JobInterventionOnH2IT extends JobInterventionContract {

    JobInterventionOnH2IT() {
        super(Database.H2);
    }
}
