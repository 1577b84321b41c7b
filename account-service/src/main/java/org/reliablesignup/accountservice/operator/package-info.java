/** What an operator can do, on the management port only. */
@NullMarked
package org.reliablesignup.accountservice.operator;

import org.jspecify.annotations.NullMarked;
