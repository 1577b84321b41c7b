/** The HTTP edge of accounts. */
@NullMarked
package org.reliablesignup.accountservice.account.web;

import org.jspecify.annotations.NullMarked;
