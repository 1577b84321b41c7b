/** A mail server that keeps every mail and shows it, on a page and by the part of Mailpit's API that tests use. */
@NullMarked
package org.reliablesignup.demo.inbox;

import org.jspecify.annotations.NullMarked;
