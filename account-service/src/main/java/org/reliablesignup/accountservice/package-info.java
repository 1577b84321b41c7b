/** Creates accounts, and tells about them and their mails. */
@NullMarked
package org.reliablesignup.accountservice;

import org.jspecify.annotations.NullMarked;
