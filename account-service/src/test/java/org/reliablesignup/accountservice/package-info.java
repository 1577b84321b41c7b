/** The service as its users see it, on real parts. */
@NullMarked
package org.reliablesignup.accountservice;

import org.jspecify.annotations.NullMarked;
