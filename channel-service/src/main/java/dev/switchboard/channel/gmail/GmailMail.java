package dev.switchboard.channel.gmail;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A mail as Gmail's API shows it, without its content.
record GmailMail(
        String id,
        @Nullable String threadId,
        @Nullable List<String> labelIds,
        long sizeEstimate,
        @Nullable Payload payload) {
    private static final Set<String> NOT_RECEIVED = Set.of("DRAFT", "SPAM", "TRASH", "SENT", "CHAT");

    record Payload(@Nullable List<Header> headers) {}

    record Header(@Nullable String name, @Nullable String value) {}

    boolean received() {
        return labelIds == null || Collections.disjoint(labelIds, NOT_RECEIVED);
    }

    /// Without its angle brackets; absent where Gmail shows none.
    @Nullable
    String messageId() {
        return headers().stream()
                .filter(header -> "message-id".equalsIgnoreCase(header.name()) && header.value() != null)
                .map(header -> Objects.requireNonNull(header.value()).replaceAll("[<>\\s]", ""))
                .findFirst()
                .orElse(null);
    }

    /// What is taken of one that is too large.
    byte[] head() {
        String lines = headers().stream()
                .filter(header -> header.name() != null
                        && !header.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                .map(header ->
                        header.name() + ": " + String.valueOf(header.value()).replaceAll("[\\r\\n]+", " "))
                .collect(Collectors.joining("\r\n"));
        String text = lines + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + "[This mail is too large to be taken. It is in the mailbox.]\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Header> headers() {
        return payload == null || payload.headers() == null ? List.of() : payload.headers();
    }
}
