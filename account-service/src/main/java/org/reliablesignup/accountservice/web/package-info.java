/** What all HTTP edges share: limits, and the form of every refusal. */
@NullMarked
package org.reliablesignup.accountservice.web;

import org.jspecify.annotations.NullMarked;
