@NullMarked
package org.reliablesignup.emailservice.retention;

import org.jspecify.annotations.NullMarked;
