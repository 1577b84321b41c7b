/** Recognises what must not be stored as it is. */
@NullMarked
package org.reliablesignup.accountservice.fingerprint;

import org.jspecify.annotations.NullMarked;
