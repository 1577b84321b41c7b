package org.reliablesignup.deadletters;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that cannot be read, and why.
 *
 * @param reason a word for machines, one of few
 * @param message the same for people; does not quote the record, for it is logged
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, String message) {

    /** Where the record lies in its own topic: {@code topic-partition@offset}. */
    String origin() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public String toString() {
        return origin() + " " + reason + " (" + message + ")";
    }
}
