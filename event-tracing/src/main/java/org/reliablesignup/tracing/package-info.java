/** Spans for events on their way through Kafka, by the semantic conventions of OpenTelemetry; knows no event by name. */
@NullMarked
package org.reliablesignup.tracing;

import org.jspecify.annotations.NullMarked;
