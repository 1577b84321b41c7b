/** Forgets an account, wherever the service has kept something about it. */
@NullMarked
package org.reliablesignup.accountservice.erasure;

import org.jspecify.annotations.NullMarked;
