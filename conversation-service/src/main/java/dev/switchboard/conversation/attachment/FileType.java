package dev.switchboard.conversation.attachment;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file is by its first bytes, whatever its name and its sender say. What a browser might run, HTML and SVG
/// among it, is none of them.
final class FileType {
    /// How many of the first bytes tell.
    static final int HEAD = 512;

    private static final Magic[] MAGICS = {
        new Magic("image/png", 0, "89504e470d0a1a0a"),
        new Magic("image/jpeg", 0, "ffd8ff"),
        new Magic("image/gif", 0, "47494638"),
        new Magic("image/webp", 8, "57454250"),
        new Magic("audio/wav", 8, "57415645"),
        new Magic("image/heic", 4, "6674797068656963"),
        new Magic("image/heic", 4, "667479706d696631"),
        new Magic("audio/mp4", 4, "667479704d344120"),
        new Magic("video/mp4", 4, "66747970"),
        new Magic("application/pdf", 0, "255044462d"),
        new Magic("application/zip", 0, "504b0304"),
        new Magic("application/msword", 0, "d0cf11e0a1b11ae1"),
        new Magic("audio/mpeg", 0, "494433"),
        new Magic("audio/mpeg", 0, "fffb"),
        new Magic("audio/mpeg", 0, "fff3"),
        new Magic("audio/mpeg", 0, "fff2"),
        new Magic("audio/ogg", 0, "4f676753"),
        new Magic("video/webm", 0, "1a45dfa3"),
    };

    private FileType() {}

    private record Magic(String type, int offset, byte[] bytes) {
        Magic(String type, int offset, String hex) {
            this(type, offset, HexFormat.of().parseHex(hex));
        }

        boolean begins(byte[] head) {
            return head.length >= offset + bytes.length
                    && Arrays.equals(head, offset, offset + bytes.length, bytes, 0, bytes.length);
        }
    }

    /// @param head the first bytes, up to `HEAD`
    static Optional<String> of(byte[] head) {
        return Stream.of(MAGICS)
                .filter(magic -> magic.begins(head))
                .map(Magic::type)
                .findFirst()
                .or(() -> isPlainText(head) ? Optional.of("text/plain") : Optional.empty());
    }

    private static boolean isPlainText(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length);
        boolean decodes = !StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                // a character that the head cuts in two is no fault
                .decode(ByteBuffer.wrap(head), text, head.length < HEAD)
                .isError();
        String start = text.flip().toString();
        return decodes && start.chars().noneMatch(FileType::isControl) && !isMarkup(start);
    }

    private static boolean isControl(int character) {
        return character < ' ' && character != '\n' && character != '\r' && character != '\t' && character != '\f';
    }

    private static boolean isMarkup(String text) {
        String start = text.replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("#!")
                || Stream.of("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<!--", "<iframe")
                        .anyMatch(start::contains);
    }
}
