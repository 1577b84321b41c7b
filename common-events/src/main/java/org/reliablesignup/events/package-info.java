/** The events that the services exchange over Kafka: records, names and their form on the wire. */
@NullMarked
package org.reliablesignup.events;

import org.jspecify.annotations.NullMarked;
