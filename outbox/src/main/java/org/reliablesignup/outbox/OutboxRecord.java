package org.reliablesignup.outbox;

import java.util.Map;

/** A row of the outbox on its way to the broker. */
record OutboxRecord(long id, String topic, String key, Map<String, String> headers, byte[] data) {

    /** What keeps its order: the records of one key in one topic. */
    Sequence sequence() {
        return new Sequence(topic, key);
    }

    record Sequence(String topic, String key) {}
}
