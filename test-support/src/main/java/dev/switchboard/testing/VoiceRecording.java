package dev.switchboard.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Small recordings in real containers whose title is the sentence that is spoken in them: what the emulated model
/// "hears". The sound itself is silence.
public final class VoiceRecording {
    private static final int FRAME = 417; // MPEG 1, layer III, 128 kbit/s, 44.1 kHz

    private VoiceRecording() {}

    /// An mp3 with an ID3v2.4 tag and as many frames of silence as fit into `bytes`, one at least.
    public static byte[] mp3(String sentence, int bytes) {
        byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("ID3"));
        out.writeBytes(new byte[] {4, 0, 0});
        out.writeBytes(syncsafe(10 + 1 + text.length));
        out.writeBytes(ascii("TIT2"));
        out.writeBytes(syncsafe(1 + text.length));
        out.writeBytes(new byte[] {0, 0, 3});
        out.writeBytes(text);
        byte[] frame = new byte[FRAME];
        ByteBuffer.wrap(frame).putInt(0xFFFB9064);
        do {
            out.writeBytes(frame);
        } while (out.size() + FRAME <= bytes);
        return out.toByteArray();
    }

    public static byte[] mp3(String sentence) {
        return mp3(sentence, 2 * FRAME);
    }

    /// A wav (PCM, 8 kHz, 8 bit) with a RIFF INFO title behind its sound.
    public static byte[] wav(String sentence) {
        byte[] title = sentence.getBytes(StandardCharsets.UTF_8);
        byte[] sound = new byte[800];
        int padded = title.length + title.length % 2;
        ByteBuffer out = ByteBuffer.allocate(12 + 24 + 8 + sound.length + 12 + 8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(8000).putInt(8000).putShort((short) 1).putShort((short) 8);
        out.put(ascii("data")).putInt(sound.length).put(sound);
        out.put(ascii("LIST")).putInt(4 + 8 + padded).put(ascii("INFO"));
        out.put(ascii("INAM")).putInt(title.length).put(title);
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] syncsafe(int size) {
        return new byte[] {
            (byte) (size >> 21 & 0x7F), (byte) (size >> 14 & 0x7F), (byte) (size >> 7 & 0x7F), (byte) (size & 0x7F)
        };
    }
}
