/** The services, and whatever else, as processes of their own. */
@NullMarked
package org.reliablesignup.testing.process;

import org.jspecify.annotations.NullMarked;
