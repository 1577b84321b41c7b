/** Events stored in the caller's transaction and published to Kafka afterwards; knows events, and nothing of accounts or mails. */
@NullMarked
package org.reliablesignup.outbox;

import org.jspecify.annotations.NullMarked;
