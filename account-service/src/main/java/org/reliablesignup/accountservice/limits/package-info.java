/** Says when it is enough: how often a client or for an address may be signed up. */
@NullMarked
package org.reliablesignup.accountservice.limits;

import org.jspecify.annotations.NullMarked;
