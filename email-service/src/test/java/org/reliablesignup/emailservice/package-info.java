@NullMarked
package org.reliablesignup.emailservice;

import org.jspecify.annotations.NullMarked;
