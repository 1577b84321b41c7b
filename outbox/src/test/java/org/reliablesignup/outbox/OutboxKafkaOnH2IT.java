package org.reliablesignup.outbox;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(Database.H2)
class OutboxKafkaOnH2IT extends OutboxKafkaContract {}
