package org.reliablesignup.accountservice;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(Database.POSTGRESQL)
class PersonalDataOnPostgresIT extends PersonalDataContract {}
