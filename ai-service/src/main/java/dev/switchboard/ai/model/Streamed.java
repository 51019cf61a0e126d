package dev.switchboard.ai.model;

/// An answer that is told while it is being written. One thread at a time.
final class Streamed {
    private static final int LONGEST = 64 * 1024;
    /// Characters that a token stands for, where the endpoint does not count.
    private static final int PER_TOKEN = 4;

    private final StringBuilder text = new StringBuilder();
    private int inputTokens;
    private int outputTokens;
    private boolean ended;

    /// @return whether there is more text than before
    boolean add(ModelDialect.Piece piece) {
        ended |= piece.last();
        text.append(piece.text());
        if (text.length() > LONGEST) {
            throw new ModelUnavailable("does not stop writing", false);
        }
        inputTokens = Math.max(inputTokens, piece.inputTokens());
        outputTokens = Math.max(outputTokens, piece.outputTokens());
        return !piece.text().isEmpty();
    }

    String text() {
        return text.toString();
    }

    /// @throws ModelUnavailable where it broke off or is empty
    Completion completion(Prompt prompt) {
        if (!ended) {
            throw new ModelUnavailable("broke off", true);
        }
        if (text.toString().isBlank()) {
            throw new ModelUnavailable("answered nothing", true);
        }
        return outputTokens > 0
                ? new Completion(text(), inputTokens, outputTokens)
                : new Completion(text(), tokens(prompt.written()), tokens(text()));
    }

    private static int tokens(String text) {
        return Math.ceilDiv(text.length(), PER_TOKEN);
    }
}
