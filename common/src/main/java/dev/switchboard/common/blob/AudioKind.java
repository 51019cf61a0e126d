package dev.switchboard.common.blob;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a recording is by its first bytes; what its sender calls it does not count.
public enum AudioKind {
    MP3("audio/mpeg", "mp3"),
    WAV("audio/wav", "wav"),
    OGG("audio/ogg", "ogg"),
    WEBM("audio/webm", "webm"),
    M4A("audio/mp4", "m4a");

    private static final int SHORTEST = 16;
    /// An EBML header names its document type within so many bytes.
    private static final int EBML_HEADER = 64;

    private final String contentType;
    private final String ending;

    AudioKind(String contentType, String ending) {
        this.contentType = contentType;
        this.ending = ending;
    }

    public String contentType() {
        return contentType;
    }

    public String fileName() {
        return "voice-message." + ending;
    }

    public static Problem unknown() {
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The audio is none of mp3, wav, ogg, webm and m4a")
                .advise("Send one of these.");
    }

    public static Optional<AudioKind> of(byte[] bytes) {
        if (bytes.length < SHORTEST) {
            return Optional.empty();
        }
        if (has(bytes, 0, "ID3") || isMpegFrame(bytes)) {
            return Optional.of(MP3);
        }
        if (has(bytes, 0, "RIFF") && has(bytes, 8, "WAVE")) {
            return Optional.of(WAV);
        }
        if (has(bytes, 0, "OggS")) {
            return Optional.of(OGG);
        }
        if (has(bytes, 0, "\u001AE\u00DF\u00A3") && start(bytes).contains("webm")) {
            return Optional.of(WEBM);
        }
        return has(bytes, 4, "ftyp") ? Optional.of(M4A) : Optional.empty();
    }

    /// Eleven set bits, then a version, a layer, a bit rate and a sample rate that exist.
    private static boolean isMpegFrame(byte[] bytes) {
        int version = bytes[1] >> 3 & 0b11;
        int layer = bytes[1] >> 1 & 0b11;
        int bitRate = bytes[2] >> 4 & 0b1111;
        int sampleRate = bytes[2] >> 2 & 0b11;
        return bytes[0] == (byte) 0xFF
                && (bytes[1] & 0xE0) == 0xE0
                && version != 0b01
                && layer != 0b00
                && bitRate != 0b1111
                && sampleRate != 0b11;
    }

    private static boolean has(byte[] bytes, int at, String latin) {
        return new String(bytes, at, latin.length(), StandardCharsets.ISO_8859_1).equals(latin);
    }

    private static String start(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, EBML_HEADER), StandardCharsets.ISO_8859_1);
    }
}
