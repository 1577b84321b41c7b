/** What an operator can see and do, on the management port only. */
@NullMarked
package org.reliablesignup.emailservice.operator;

import org.jspecify.annotations.NullMarked;
