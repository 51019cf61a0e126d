package dev.switchboard.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// An mp3 of silence with an ID3v2.3 title, which is what the emulated model hears.
final class Recording {
    private static final int FRAME = 417;

    private Recording() {}

    static byte[] of(String sentence, int frames) {
        byte[] title = sentence.getBytes(StandardCharsets.ISO_8859_1);
        int tag = 10 + 1 + title.length;
        ByteBuffer mp3 = ByteBuffer.allocate(10 + tag + frames * FRAME);
        mp3.put("ID3".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 3)
                .put((byte) 0)
                .put((byte) 0);
        // seven bits a byte
        mp3.put((byte) 0).put((byte) 0).put((byte) (tag >> 7)).put((byte) (tag & 0x7F));
        mp3.put("TIT2".getBytes(StandardCharsets.US_ASCII))
                .putInt(1 + title.length)
                .putShort((short) 0);
        mp3.put((byte) 0).put(title);
        for (int frame = 0; frame < frames; frame++) {
            mp3.putInt(0xFFFB9064).position(mp3.position() + FRAME - 4);
        }
        return mp3.array();
    }
}
