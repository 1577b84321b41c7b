/** Forgets what nobody needs any more, in small steps. */
@NullMarked
package org.reliablesignup.accountservice.retention;

import org.jspecify.annotations.NullMarked;
