/** Lets the owner of an account prove, by the token from the mail, that the address is theirs. */
@NullMarked
package org.reliablesignup.accountservice.confirmation;

import org.jspecify.annotations.NullMarked;
