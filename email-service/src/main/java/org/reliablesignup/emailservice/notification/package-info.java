/** Which mail follows which event, what it says, and which event follows from what became of it. */
@NullMarked
package org.reliablesignup.emailservice.notification;

import org.jspecify.annotations.NullMarked;
