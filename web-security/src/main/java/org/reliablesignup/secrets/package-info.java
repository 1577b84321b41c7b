/** Secrets come from the environment, and a service that will need one does not start without it. */
@NullMarked
package org.reliablesignup.secrets;

import org.jspecify.annotations.NullMarked;
