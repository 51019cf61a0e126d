package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one connection's messages together, strictly: Reactor Netty lets reserved bits, bad UTF-8 and
/// endless fragments through.
final class Fragments {
    private final SocketSettings settings;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    private int count;

    Fragments(SocketSettings settings) {
        this.settings = settings;
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

    /// @return the text when it is whole
    /// @throws Refused when the frame may not be
    @Nullable
    String add(WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            throw new Refused(CloseCode.PROTOCOL_ERROR);
        }
        if (frame instanceof BinaryWebSocketFrame) {
            throw new Refused(CloseCode.UNSUPPORTED);
        }
        ByteBuf content = frame.content();
        if (begun.size() + content.readableBytes() > settings.largestFrame().toBytes()) {
            throw new Refused(CloseCode.TOO_LARGE);
        }
        if (frame.isFinalFragment() && count == 0) {
            return text(content.nioBuffer());
        }
        if (++count > settings.fragments()) {
            throw new Refused(CloseCode.POLICY);
        }
        byte[] part = new byte[content.readableBytes()];
        content.readBytes(part);
        begun.writeBytes(part);
        if (!frame.isFinalFragment()) {
            return null;
        }
        String text = text(ByteBuffer.wrap(begun.toByteArray()));
        begun.reset();
        count = 0;
        return text;
    }

    private String text(ByteBuffer bytes) {
        try {
            return utf8.decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw new Refused(CloseCode.BAD_TEXT);
        }
    }
}
