/** Forgets what nobody needs any more, in small steps. */
@NullMarked
package org.reliablesignup.emailservice.retention;

import org.jspecify.annotations.NullMarked;
