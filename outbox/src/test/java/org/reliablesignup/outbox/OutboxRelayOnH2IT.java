package org.reliablesignup.outbox;

import org.reliablesignup.testing.RealParts.Database;

class OutboxRelayOnH2IT extends OutboxRelayContract {

    OutboxRelayOnH2IT() {
        super(Database.H2);
    }
}
