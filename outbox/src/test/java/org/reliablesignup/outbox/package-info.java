/** The outbox against transports that can be told to fail, and against the real parts. */
@NullMarked
package org.reliablesignup.outbox;

import org.jspecify.annotations.NullMarked;
