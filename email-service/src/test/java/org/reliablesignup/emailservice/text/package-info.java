@NullMarked
package org.reliablesignup.emailservice.text;

import org.jspecify.annotations.NullMarked;
