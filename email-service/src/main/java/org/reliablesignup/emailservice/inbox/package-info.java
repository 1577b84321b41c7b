/** The Kafka edge: stores what arrived and commits, parks what cannot be read, and decides nothing else. */
@NullMarked
package org.reliablesignup.emailservice.inbox;

import org.jspecify.annotations.NullMarked;
