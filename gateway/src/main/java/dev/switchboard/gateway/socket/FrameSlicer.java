package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Makes fragments of large frames while their bytes come in. Netty's decoder keeps a frame until it has all of it, so
/// that a thousand sockets with a frame of 14 MB half sent would hold 14 GB that nobody counts. It stands before the
/// decoder, and lets through unchanged what is small, or wrong: refusing is not its office.
final class FrameSlicer extends ChannelInboundHandlerAdapter {
    /// A multiple of four, so that each slice is masked as the whole is.
    private static final int SLICE = 32 * 1024;
    private static final int LONGEST_HEADER = 14;
    private static final int MASKED = 0x80;
    private static final int FINAL = 0x80;
    private static final int CONTROL = 0x08;

    private final long largest;
    private final byte[] header = new byte[LONGEST_HEADER];
    private int headerBytes;
    /// Of the present slice, or of a frame that is let through.
    private long remaining;
    /// Of the present frame, behind the present slice.
    private long behind;

    /// @param largest payload bytes; a larger frame is left to the decoder, which refuses it
    FrameSlicer(long largest) {
        this.largest = largest;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf in)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            while (in.isReadable()) {
                if (remaining > 0) {
                    int now = (int) Math.min(in.readableBytes(), remaining);
                    remaining -= now;
                    context.fireChannelRead(in.readRetainedSlice(now));
                } else if (behind > 0) {
                    nextSlice(context);
                } else {
                    readHeader(context, in);
                }
            }
        } finally {
            in.release();
        }
    }

    private void readHeader(ChannelHandlerContext context, ByteBuf in) {
        header[headerBytes++] = in.readByte();
        if (headerBytes < 2 || headerBytes < headerLength()) {
            return;
        }
        long payload = payload();
        boolean sliced =
                payload > SLICE && payload <= largest && (header[1] & MASKED) != 0 && (header[0] & CONTROL) == 0;
        if (sliced) {
            behind = payload;
            headerBytes = 0;
            slice(context, header[0] & ~FINAL, header[0] & FINAL);
        } else {
            context.fireChannelRead(context.alloc().buffer(headerBytes).writeBytes(header, 0, headerBytes));
            remaining = payload < 0 ? Long.MAX_VALUE : payload;
            headerBytes = 0;
        }
    }

    private void nextSlice(ChannelHandlerContext context) {
        slice(context, 0, header[0] & FINAL);
    }

    /// @param first reserved bits and opcode of this slice; a continuation has none
    /// @param last whether the frame that is sliced ends its message
    private void slice(ChannelHandlerContext context, int first, int last) {
        remaining = Math.min(behind, SLICE);
        behind -= remaining;
        ByteBuf out = context.alloc().buffer(LONGEST_HEADER);
        out.writeByte(behind == 0 ? first | last : first);
        if (remaining < 126) {
            out.writeByte((int) (MASKED | remaining));
        } else {
            out.writeByte(MASKED | 126).writeShort((int) remaining);
        }
        out.writeBytes(header, maskAt(), 4);
        context.fireChannelRead(out);
    }

    private int headerLength() {
        return maskAt() + ((header[1] & MASKED) == 0 ? 0 : 4);
    }

    private int maskAt() {
        return switch (header[1] & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private long payload() {
        int length = header[1] & 0x7F;
        if (length < 126) {
            return length;
        }
        long payload = 0;
        for (int at = 2; at < maskAt(); at++) {
            payload = payload << 8 | header[at] & 0xFF;
        }
        return payload;
    }
}
