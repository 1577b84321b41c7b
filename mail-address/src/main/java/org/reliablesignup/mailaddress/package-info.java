/** What is a mail address, and which two are one: the same for sign-up and for the mail. */
@NullMarked
package org.reliablesignup.mailaddress;

import org.jspecify.annotations.NullMarked;
