package org.reliablesignup.outbox;

import org.reliablesignup.testing.RealParts.Database;

class OutboxRelayOnPostgresIT extends OutboxRelayContract {

    OutboxRelayOnPostgresIT() {
        super(Database.POSTGRESQL);
    }
}
