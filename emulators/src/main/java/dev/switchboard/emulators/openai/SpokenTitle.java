package dev.switchboard.emulators.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// "Hears" a recording by reading its title: the TIT2 frame of an ID3v2 tag (mp3), or the INAM entry of a RIFF INFO
/// list (wav). A recording without a title is silence; what is neither mp3 nor wav is no recording here.
final class SpokenTitle {
    private static final int ID3_HEADER = 10;

    private SpokenTitle() {}

    /// @return the sentence, empty for silence
    /// @throws OpenAiError for what is no mp3 and no wav
    static String of(byte[] recording) {
        if (startsWith(recording, 0, "ID3")) {
            return ofId3(recording).orElse("");
        }
        if (startsWith(recording, 0, "RIFF") && startsWith(recording, 8, "WAVE")) {
            return ofRiff(recording).orElse("");
        }
        if (recording.length > 1 && (recording[0] & 0xFF) == 0xFF && (recording[1] & 0xE0) == 0xE0) {
            return "";
        }
        throw OpenAiError.badFile();
    }

    /// ID3v2.3 and 2.4: frames of an id, four bytes of size, two of flags.
    private static Optional<String> ofId3(byte[] tag) {
        boolean v24 = tag.length > ID3_HEADER && tag[3] == 4;
        int end = Math.min(tag.length, ID3_HEADER + syncsafe(tag, 6));
        for (int at = ID3_HEADER; at + ID3_HEADER <= end && tag[at] != 0; ) {
            int size = v24
                    ? syncsafe(tag, at + 4)
                    : ByteBuffer.wrap(tag, at + 4, 4).getInt();
            int text = at + ID3_HEADER;
            if (size < 1 || size > end - text) {
                return Optional.empty();
            }
            if (startsWith(tag, at, "TIT2")) {
                return Optional.of(decoded(tag, text, size));
            }
            at = text + size;
        }
        return Optional.empty();
    }

    private static String decoded(byte[] tag, int at, int size) {
        var charset = switch (tag[at]) {
            case 1 -> StandardCharsets.UTF_16;
            case 2 -> StandardCharsets.UTF_16BE;
            case 3 -> StandardCharsets.UTF_8;
            default -> StandardCharsets.ISO_8859_1;
        };
        return new String(tag, at + 1, size - 1, charset).replace("\0", "");
    }

    private static Optional<String> ofRiff(byte[] riff) {
        int at = 12;
        while (at + 8 <= riff.length) {
            int size = little(riff, at + 4);
            if (startsWith(riff, at, "LIST") && startsWith(riff, at + 8, "INFO")) {
                at += 12;
                continue;
            }
            if (size < 0 || size > riff.length - at - 8) {
                return Optional.empty();
            }
            if (startsWith(riff, at, "INAM")) {
                return Optional.of(new String(riff, at + 8, size, StandardCharsets.UTF_8).replace("\0", ""));
            }
            at += 8 + size + size % 2;
        }
        return Optional.empty();
    }

    /// Seven bits a byte, so that no size looks like sound.
    private static int syncsafe(byte[] bytes, int at) {
        if (at + 4 > bytes.length) {
            return 0;
        }
        return (bytes[at] & 0x7F) << 21
                | (bytes[at + 1] & 0x7F) << 14
                | (bytes[at + 2] & 0x7F) << 7
                | bytes[at + 3] & 0x7F;
    }

    private static int little(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static boolean startsWith(byte[] bytes, int at, String ascii) {
        return bytes.length >= at + ascii.length()
                && new String(bytes, at, ascii.length(), StandardCharsets.ISO_8859_1).equals(ascii);
    }
}
