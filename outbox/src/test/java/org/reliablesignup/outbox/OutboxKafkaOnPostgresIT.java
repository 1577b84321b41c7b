package org.reliablesignup.outbox;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(Database.POSTGRESQL)
class OutboxKafkaOnPostgresIT extends OutboxKafkaContract {}
