/** The whole system on one machine: broker and inbox in this process, the services as processes beside it. */
@NullMarked
package org.reliablesignup.demo;

import org.jspecify.annotations.NullMarked;
