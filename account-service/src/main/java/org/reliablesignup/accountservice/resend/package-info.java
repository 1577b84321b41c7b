/** Another mail for whom the first did not reach. */
@NullMarked
package org.reliablesignup.accountservice.resend;

import org.jspecify.annotations.NullMarked;
