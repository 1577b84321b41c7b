/** The page where people sign up and see what happens. */
@NullMarked
package org.reliablesignup.accountservice.progress.web;

import org.jspecify.annotations.NullMarked;
