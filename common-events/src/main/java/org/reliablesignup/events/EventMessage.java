package org.reliablesignup.events;

import java.util.Map;

/**
 * An event in its form on the wire, ready to become a Kafka record.
 *
 * @param topic where it belongs
 * @param key the account id as text: events of one account share a partition and so keep their order
 * @param headers see {@link EventHeaders}; unmodifiable
 * @param data UTF-8 JSON, not copied: not to be changed by whoever holds it
 */
public record EventMessage(String topic, String key, Map<String, String> headers, byte[] data) {

    public EventMessage {
        headers = Map.copyOf(headers);
    }
}
