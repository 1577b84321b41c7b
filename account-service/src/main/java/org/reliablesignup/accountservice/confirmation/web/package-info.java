/** The HTTP edge of confirmations: a page for people, JSON for programs. */
@NullMarked
package org.reliablesignup.accountservice.confirmation.web;

import org.jspecify.annotations.NullMarked;
