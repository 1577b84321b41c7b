package org.reliablesignup.tracing;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was read, and its span.
 *
 * @param headers as text; of several with one name the last
 */
public record ReadRecord(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers, EventSpan span) {}
