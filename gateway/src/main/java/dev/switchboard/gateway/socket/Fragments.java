package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
    /// An upload may come in more fragments than other messages, but not in crumbs.
    private static final int CRUMB = 4 * 1024;

    private final int most;
    private final Framing framing;
    private final @Nullable Uploads uploads;
    private @Nullable ByteArrayOutputStream begun;
    private int count;
    private boolean binary;
    private @Nullable Upload upload;

    /// @param most frames of one message
    /// @param uploads where text messages go on that are larger than `framing` allows; absent where they may not
    Fragments(int most, Framing framing, @Nullable Uploads uploads) {
        this.most = most;
        this.framing = framing;
        this.uploads = uploads;
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
        long size = (upload == null ? begun() : upload.size()) + content.readableBytes();
        if (size > framing.largest().toBytes()) {
            admitUpload(size);
        }
        if (frame.isFinalFragment() && count == 0 && upload == null) {
            whole(content.nioBuffer(), session);
            return;
        }
        if (++count > (upload == null ? most : most + size / CRUMB)) {
            throw new Refused(CloseCode.POLICY);
        }
        keep(content);
        if (frame.isFinalFragment()) {
            finish(session);
        }
    }

    private void admitUpload(long size) {
        if (uploads == null || binary || size > uploads.largest()) {
            throw new Refused(CloseCode.TOO_LARGE);
        }
        if (upload == null) {
            upload = uploads.begin(System.nanoTime());
            if (begun != null) {
                upload.add(Unpooled.wrappedBuffer(begun.toByteArray()));
            }
            begun = null;
        }
    }

    private void keep(ByteBuf content) {
        if (upload != null) {
            upload.add(content);
            return;
        }
        byte[] part = new byte[content.readableBytes()];
        content.readBytes(part);
        ByteArrayOutputStream parts = begun == null ? new ByteArrayOutputStream() : begun;
        begun = parts;
        parts.writeBytes(part);
    }

    private void finish(SocketSession session) {
        Upload uploaded = upload;
        ByteArrayOutputStream parts = begun;
        upload = null;
        begun = null;
        count = 0;
        if (uploaded != null) {
            session.receive(uploaded);
        } else if (parts != null) {
            whole(ByteBuffer.wrap(parts.toByteArray()), session);
        }
    }

    boolean areLate(long nanos) {
        return upload != null && upload.isLate(nanos);
    }

    /// No more will come.
    void abandon() {
        if (upload != null) {
            upload.done();
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
