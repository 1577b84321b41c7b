/** Gives a repeated request the answer of the first one. Knows nothing of what is asked. */
@NullMarked
package org.reliablesignup.accountservice.idempotency;

import org.jspecify.annotations.NullMarked;
