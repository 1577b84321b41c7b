package org.reliablesignup.accountservice;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(value = Database.POSTGRESQL, broker = false)
class ResendOnPostgresIT extends ResendContract {}
