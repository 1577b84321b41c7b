package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.events.Event;
import org.reliablesignup.events.EventCodec;
import org.reliablesignup.events.EventHeaders;
import org.reliablesignup.events.EventMessage;
import org.reliablesignup.events.UnreadableEventException.Reason;

/** A record that cannot be read, with a key that no other has. */
record BadRecord(Kind kind, String key, List<Header> headers, byte @Nullable [] value) {

    /** What a topic must let in to take all of them. */
    static final int LARGEST = 6 * 1024 * 1024;

    private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    /** What is wrong with it. */
    enum Kind {
        RANDOM_BYTES(Reason.MALFORMED) {
            @Override
            byte[] value(byte[] good) {
                return random(good.length);
            }
        },
        EMPTY_VALUE(Reason.EMPTY) {
            @Override
            byte[] value(byte[] good) {
                return new byte[0];
            }
        },
        NULL_VALUE(Reason.EMPTY) {
            @Override
            byte @Nullable [] value(byte[] good) {
                return null;
            }
        },
        MISSING_FIELD(Reason.INVALID_FIELD) {
            @Override
            byte[] value(byte[] good) {
                return "{}".getBytes(UTF_8);
            }
        },
        FIVE_MEGABYTES(Reason.TOO_LARGE) {
            @Override
            byte[] value(byte[] good) {
                return random(BadRecord.FIVE_MEGABYTES);
            }
        },
        NO_HEADERS(Reason.INVALID_HEADER) {
            @Override
            void spoil(Map<String, String> headers) {
                headers.clear();
            }
        },
        UNKNOWN_TYPE(Reason.UNKNOWN_TYPE) {
            @Override
            void spoil(Map<String, String> headers) {
                headers.put(EventHeaders.TYPE, "order.placed.v1");
            }
        },
        UNKNOWN_MAJOR_VERSION(Reason.UNKNOWN_VERSION) {
            @Override
            void spoil(Map<String, String> headers) {
                headers.computeIfPresent(EventHeaders.TYPE, (name, type) -> type.replace(".v1", ".v2"));
            }
        },
        WRONG_CONTENT_TYPE(Reason.INVALID_HEADER) {
            @Override
            void spoil(Map<String, String> headers) {
                headers.put(EventHeaders.CONTENT_TYPE, "application/avro");
            }
        };

        private final Reason reason;

        Kind(Reason reason) {
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }

        byte @Nullable [] value(byte[] good) {
            return good;
        }

        void spoil(Map<String, String> headers) {}

        BadRecord of(Event event) {
            EventMessage good = new EventCodec().encode(event);
            Map<String, String> texts = new HashMap<>(good.headers());
            spoil(texts);
            List<Header> headers = new ArrayList<>();
            texts.forEach((name, text) -> headers.add(new RecordHeader(name, text.getBytes(UTF_8))));
            return new BadRecord(this, UUID.randomUUID().toString(), headers, value(good.data()));
        }
    }

    ProducerRecord<byte[], byte[]> to(String topic) {
        return new ProducerRecord<>(topic, null, key.getBytes(UTF_8), value, headers);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        // The beginning of no JSON, whatever the rest is.
        bytes[0] = (byte) 0xff;
        return bytes;
    }
}
