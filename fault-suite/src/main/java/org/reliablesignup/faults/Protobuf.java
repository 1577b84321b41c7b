package org.reliablesignup.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One field of a message in the wire format of Protocol Buffers: a number, or bytes that may be text or a message. */
record Protobuf(int field, long number, ByteBuffer bytes) {

    static List<Protobuf> fields(ByteBuffer message) {
        ByteBuffer rest = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Protobuf> fields = new ArrayList<>();
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            int field = (int) (tag >>> 3);
            fields.add(
                    switch ((int) (tag & 7)) {
                        case 0 -> new Protobuf(field, varint(rest), ByteBuffer.allocate(0));
                        case 1 -> new Protobuf(field, rest.getLong(), ByteBuffer.allocate(0));
                        case 2 -> new Protobuf(field, 0, bytes(rest));
                        case 5 -> new Protobuf(field, rest.getInt(), ByteBuffer.allocate(0));
                        default -> throw new IllegalArgumentException("no such wire type in " + tag);
                    });
        }
        return fields;
    }

    /** What lies there. */
    static List<Protobuf> at(ByteBuffer message, int field) {
        return fields(message).stream().filter(one -> one.field == field).toList();
    }

    String text() {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    String hex() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static ByteBuffer bytes(ByteBuffer from) {
        int length = (int) varint(from);
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }
}
