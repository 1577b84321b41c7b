@NullMarked
package org.reliablesignup.emailservice.inbox;

import org.jspecify.annotations.NullMarked;
