@NullMarked
package org.reliablesignup.emailservice.delivery;

import org.jspecify.annotations.NullMarked;
