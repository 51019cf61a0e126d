package dev.switchboard.gateway.socket;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A large text message as it comes in, in pieces. Whoever receives it calls `done` once, from any thread.
public final class Upload {
    private final Uploads uploads;
    private final long deadline;
    private final List<byte[]> pieces = new ArrayList<>();
    private long size;
    private long held;
    private boolean refused;

    Upload(Uploads uploads, long deadline) {
        this.uploads = uploads;
        this.deadline = deadline;
    }

    void add(ByteBuf content) {
        int bytes = content.readableBytes();
        size += bytes;
        if (refused || !uploads.take(bytes)) {
            refuse();
            return;
        }
        held += bytes;
        byte[] piece = new byte[bytes];
        content.readBytes(piece);
        pieces.add(piece);
    }

    private void refuse() {
        refused = true;
        done();
    }

    long size() {
        return size;
    }

    boolean isLate(long nanos) {
        return nanos - deadline > 0;
    }

    /// There was no room for it; its bytes are gone.
    public boolean isRefused() {
        return refused;
    }

    /// Its bytes from the beginning, as often as they are asked for. They are not checked to be UTF-8.
    public InputStream text() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().<InputStream>map(ByteArrayInputStream::new).toList()));
    }

    /// Gives its memory back; a second time it does nothing.
    public synchronized void done() {
        uploads.give(held);
        held = 0;
        pieces.clear();
    }
}
