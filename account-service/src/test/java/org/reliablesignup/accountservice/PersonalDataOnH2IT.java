package org.reliablesignup.accountservice;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(Database.H2)
class PersonalDataOnH2IT extends PersonalDataContract {}
