/** Says when it is enough: how often a client may ask, and how often for an address. */
@NullMarked
package org.reliablesignup.accountservice.limits;

import org.jspecify.annotations.NullMarked;
