package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.Frame;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The packets of one polling body, joined by U+001E. A binary packet is a `b` and its base64 form.
final class Payload {
    private static final char SEPARATOR = 0x1e;
    private static final char BINARY = 'b';
    private static final int MOST = 1_000;

    private Payload() {}

    /// Hands the packets over one by one, until the taker has enough.
    ///
    /// @return false when one is no packet, or there are too many
    static boolean read(String body, Predicate<EnginePacket> taker) {
        int count = 0;
        for (int from = 0, to; from <= body.length(); from = to + 1) {
            if (++count > MOST) {
                return false;
            }
            int end = body.indexOf(SEPARATOR, from);
            to = end < 0 ? body.length() : end;
            EnginePacket packet = packet(body.substring(from, to));
            if (packet == null) {
                return false;
            }
            if (!taker.test(packet)) {
                return true;
            }
        }
        return true;
    }

    private static @Nullable EnginePacket packet(String wire) {
        if (wire.isEmpty() || wire.charAt(0) != BINARY) {
            return EnginePacket.text(wire);
        }
        try {
            return new EnginePacket.Binary(Base64.getDecoder().decode(wire.substring(1)));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    static byte[] encode(Collection<Frame> packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Frame packet : packets) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            body.writeBytes(packet.content());
        }
        return body.toByteArray();
    }
}
