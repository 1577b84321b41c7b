/** Hands a mail to the mail server over kept-open connections and tells what the server made of it; the only package that knows SMTP. */
@NullMarked
package org.reliablesignup.emailservice.smtp;

import org.jspecify.annotations.NullMarked;
