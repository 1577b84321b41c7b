@NullMarked
package org.reliablesignup.emailservice.notification;

import org.jspecify.annotations.NullMarked;
