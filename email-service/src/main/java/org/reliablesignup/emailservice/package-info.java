/** Turns account events into mails: takes them on, keeps them, hands each to the mail server and tells what became of it. */
@NullMarked
package org.reliablesignup.emailservice;

import org.jspecify.annotations.NullMarked;
