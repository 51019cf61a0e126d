package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one connection's messages together, strictly: Reactor Netty lets reserved bits, bad UTF-8 and
/// endless fragments through.
final class Fragments {
    private final int most;
    private final Framing framing;
    private @Nullable ByteArrayOutputStream begun;
    private int count;
    private boolean binary;

    /// @param most frames of one message
    Fragments(int most, Framing framing) {
        this.most = most;
        this.framing = framing;
    }

    /// A refusal that closes the socket.
    static final class Refused extends RuntimeException {
        private final CloseCode code;

        Refused(CloseCode code) {
            super(code.name(), null, false, false);
            this.code = code;
        }

        CloseCode code() {
            return code;
        }
    }

    /// Hands the message over when it is whole.
    ///
    /// @throws Refused when the frame may not be
    void add(WebSocketFrame frame, SocketSession session) {
        if (frame.rsv() != 0) {
            throw new Refused(CloseCode.PROTOCOL_ERROR);
        }
        if (count == 0) {
            binary = frame instanceof BinaryWebSocketFrame;
        }
        if (binary && !framing.binary()) {
            throw new Refused(CloseCode.UNSUPPORTED);
        }
        ByteBuf content = frame.content();
        if (begun() + content.readableBytes() > framing.largest().toBytes()) {
            throw new Refused(CloseCode.TOO_LARGE);
        }
        if (frame.isFinalFragment() && count == 0) {
            whole(content.nioBuffer(), session);
            return;
        }
        if (++count > most) {
            throw new Refused(CloseCode.POLICY);
        }
        byte[] part = new byte[content.readableBytes()];
        content.readBytes(part);
        ByteArrayOutputStream parts = begun == null ? new ByteArrayOutputStream() : begun;
        begun = parts;
        parts.writeBytes(part);
        if (frame.isFinalFragment()) {
            ByteBuffer all = ByteBuffer.wrap(parts.toByteArray());
            begun = null;
            count = 0;
            whole(all, session);
        }
    }

    private void whole(ByteBuffer message, SocketSession session) {
        if (binary) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            session.receive(bytes);
        } else {
            session.receive(text(message));
        }
    }

    private int begun() {
        return begun == null ? 0 : begun.size();
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Refused(CloseCode.BAD_TEXT);
        }
    }
}
