@NullMarked
package org.reliablesignup.emailservice.smtp;

import org.jspecify.annotations.NullMarked;
