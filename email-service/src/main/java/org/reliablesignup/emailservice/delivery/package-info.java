/** The queue of mails: keeps each until the mail server has taken it, or it is known that it never will. */
@NullMarked
package org.reliablesignup.emailservice.delivery;

import org.jspecify.annotations.NullMarked;
