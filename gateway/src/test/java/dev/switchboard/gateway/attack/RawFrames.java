package dev.switchboard.gateway.attack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// WebSocket frames as bytes, well-formed or not (RFC 6455, 5.2).
final class RawFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    private static final byte[] MASK = {1, 2, 3, 4};

    private RawFrames() {}

    static byte[] text(String text) {
        return frame(true, 0, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] part(boolean last, int opcode, byte[] payload) {
        return frame(last, 0, opcode, payload);
    }

    /// @param rsv three bits
    static byte[] frame(boolean last, int rsv, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | rsv << 4 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        return frame.toByteArray();
    }

    static byte[] unmasked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) (0x80 | TEXT))
                .put((byte) payload.length)
                .put(payload)
                .array();
    }

    /// The head of a frame that says it is so long.
    static byte[] claiming(long length) {
        return ByteBuffer.allocate(14)
                .put((byte) (0x80 | TEXT))
                .put((byte) (0x80 | 127))
                .putLong(length)
                .put(MASK)
                .array();
    }

    static byte[] close(int code) {
        return frame(
                true, 0, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }
}
