package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it goes over the wire, header and all, made once and sent to any number of sockets. It is never
/// changed. For few receivers the bytes stay on the heap; for many they are laid once where the kernel reads them.
public final class Frame {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int FEW = 8;

    private final byte[] wire;
    private volatile @Nullable ByteBuffer direct;
    private int receivers;

    private Frame(byte[] wire) {
        this.wire = wire;
    }

    public static Frame text(byte[] utf8) {
        return framed(FINAL_TEXT, utf8);
    }

    public static Frame binary(byte[] bytes) {
        return framed(FINAL_BINARY, bytes);
    }

    private static Frame framed(int first, byte[] content) {
        int length = content.length;
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        ByteBuffer frame = ByteBuffer.allocate(header + length);
        frame.put((byte) first);
        switch (header) {
            case 2 -> frame.put((byte) length);
            case 4 -> frame.put((byte) 126).putShort((short) length);
            default -> frame.put((byte) 127).putLong(length);
        }
        return new Frame(frame.put(content).array());
    }

    /// Several as they follow one another on the wire, to be sent and not to be read.
    static Frame together(List<Frame> frames) {
        ByteBuffer wire =
                ByteBuffer.allocate(frames.stream().mapToInt(Frame::size).sum());
        frames.forEach(frame -> wire.put(frame.wire));
        return new Frame(wire.array());
    }

    /// The message without its header, for a wire of another kind; a copy.
    public byte[] content() {
        int length = wire[1] & 0x7f;
        return Arrays.copyOfRange(wire, length < 126 ? 2 : length == 126 ? 4 : 10, wire.length);
    }

    /// Bytes on the wire.
    public int size() {
        return wire.length;
    }

    /// A view of the wire's bytes for one channel. The count is only roughly right between loops.
    ByteBuf buffer() {
        ByteBuffer shared = direct;
        if (shared != null) {
            return Unpooled.wrappedBuffer(shared);
        }
        if (++receivers > FEW) {
            shared = ByteBuffer.allocateDirect(wire.length).put(wire).flip();
            direct = shared;
            return Unpooled.wrappedBuffer(shared);
        }
        return Unpooled.wrappedBuffer(wire);
    }
}
