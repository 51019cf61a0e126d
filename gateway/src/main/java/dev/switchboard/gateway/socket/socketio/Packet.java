package dev.switchboard.gateway.socket.socketio;

import org.jspecify.annotations.Nullable;

/// A client's packet: `<type>[<attachments>-][/namespace,][ack id]<json>`.
///
/// @param attachments binary messages that follow
/// @param data JSON that is not read yet, or nothing
record Packet(
        Type type,
        int attachments,
        String namespace,
        @Nullable Long ack,
        String data) {
    static final String ROOT = "/";

    /// In the order of their digits.
    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR,
        BINARY_EVENT,
        BINARY_ACK;

        private static final Type[] ALL = values();
    }

    /// @param most attachments of one packet
    /// @throws Malformed for what a client may not send
    static Packet read(String wire, int most) {
        Scan scan = new Scan(wire);
        Type type = scan.type();
        int attachments = type == Type.BINARY_EVENT || type == Type.BINARY_ACK ? scan.attachments(most) : 0;
        String namespace = scan.namespace();
        Long ack = scan.ack();
        Packet packet = new Packet(type, attachments, namespace, ack, scan.rest());
        if (!packet.wellFormed()) {
            throw new Malformed("a packet of type " + type + " with other parts than it has");
        }
        return packet;
    }

    boolean binary() {
        return attachments > 0;
    }

    private boolean wellFormed() {
        return switch (type) {
            case CONNECT -> ack == null && (data.isEmpty() || data.startsWith("{"));
            case DISCONNECT -> ack == null && data.isEmpty();
            case EVENT, BINARY_EVENT -> data.startsWith("[");
            case ACK, BINARY_ACK -> ack != null && data.startsWith("[");
            case CONNECT_ERROR -> false;
        };
    }

    /// The parts before the JSON, from left to right.
    private static final class Scan {
        private static final int LONGEST_ACK = 15;
        private static final int LONGEST_COUNT = 3;
        private static final int LONGEST_NAMESPACE = 255;

        private final String wire;
        private int at;

        Scan(String wire) {
            this.wire = wire;
        }

        Type type() {
            int digit = wire.isEmpty() ? -1 : wire.charAt(at++) - '0';
            if (digit < 0 || digit >= Type.ALL.length) {
                throw new Malformed("an unknown type of packet");
            }
            return Type.ALL[digit];
        }

        int attachments(int most) {
            Long count = number(LONGEST_COUNT);
            if (count == null || count < 1 || count > most || at == wire.length() || wire.charAt(at++) != '-') {
                throw new Malformed("a number of attachments that is not from 1 to " + most);
            }
            return count.intValue();
        }

        String namespace() {
            if (at == wire.length() || wire.charAt(at) != '/') {
                return ROOT;
            }
            int comma = wire.indexOf(',', at);
            int end = comma < 0 ? wire.length() : comma;
            if (end - at > LONGEST_NAMESPACE) {
                throw new Malformed("a namespace of " + (end - at) + " characters");
            }
            String name = wire.substring(at, end);
            at = comma < 0 ? end : end + 1;
            int query = name.indexOf('?');
            return query < 0 ? name : name.substring(0, query);
        }

        @Nullable
        Long ack() {
            return number(LONGEST_ACK);
        }

        private @Nullable Long number(int longest) {
            int from = at;
            while (at < wire.length() && Character.digit(wire.charAt(at), 10) >= 0 && wire.charAt(at) < 0x80) {
                at++;
            }
            if (at - from > longest) {
                throw new Malformed("a number of " + (at - from) + " digits");
            }
            return at == from ? null : Long.valueOf(wire.substring(from, at));
        }

        String rest() {
            return wire.substring(at);
        }
    }
}
