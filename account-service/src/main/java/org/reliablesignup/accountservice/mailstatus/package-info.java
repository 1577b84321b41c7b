/** What became of an account's mail, as email-service told it over Kafka. */
@NullMarked
package org.reliablesignup.accountservice.mailstatus;

import org.jspecify.annotations.NullMarked;
