package dev.switchboard.conversation.transfer;

import dev.switchboard.common.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// How lines are written.
enum Format {
    JSONL("application/x-ndjson"),
    CSV("text/csv;charset=UTF-8");

    private static final MediaType TEXT_CSV = MediaType.parseMediaType("text/csv");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /// As `format` says, else as the content type does, else JSON Lines.
    static Format of(@Nullable String text, @Nullable MediaType sent) {
        if (text == null) {
            return sent != null && sent.isCompatibleWith(TEXT_CSV) ? CSV : JSONL;
        }
        return of(text);
    }

    static Format of(String text) {
        return switch (text) {
            case "jsonl" -> JSONL;
            case "csv" -> CSV;
            default -> throw Problem.field("format", "should be jsonl or csv");
        };
    }
}
