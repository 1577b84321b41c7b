/** Accounts: what they are made of, how one is opened and found. */
@NullMarked
package org.reliablesignup.accountservice.account;

import org.jspecify.annotations.NullMarked;
