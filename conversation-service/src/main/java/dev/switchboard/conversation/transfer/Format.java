package dev.switchboard.conversation.transfer;

import dev.switchboard.common.problem.Problem;

/// How lines are written.
enum Format {
    JSONL("application/x-ndjson"),
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static Format of(String text) {
        return switch (text) {
            case "jsonl" -> JSONL;
            case "csv" -> CSV;
            default -> throw Problem.field("format", "should be jsonl or csv");
        };
    }
}
