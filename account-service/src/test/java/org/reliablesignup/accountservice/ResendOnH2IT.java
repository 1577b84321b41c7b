package org.reliablesignup.accountservice;

import org.reliablesignup.testing.RealParts;
import org.reliablesignup.testing.RealParts.Database;

@RealParts(value = Database.H2, broker = false)
class ResendOnH2IT extends ResendContract {}
