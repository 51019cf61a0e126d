package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.PostMessage.Posting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"message": {…}}`. Who writes, when and where in the conversation is not the sender's to say.
record NetiaMessageRequest(@Nullable Body message) {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_KEY = 255;

    /// @param type reply (default) or note
    /// @param isPrivate makes a note of a reply
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String body,
            @Nullable UUID conversationId,
            @Nullable String type,
            @JsonProperty("private") @Nullable Boolean isPrivate) {}

    Posting toPosting(NetiaCaller desk, @Nullable String idempotencyKey) {
        if (message == null) {
            throw Problem.field("message", "can't be blank");
        }
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        String body = message.body() == null ? "" : message.body();
        String fault = fault(body);
        if (fault != null) {
            wrong.put("body", List.of(fault));
        }
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            wrong.put("idempotency-key", List.of("should have 1 to " + LONGEST_KEY + " characters"));
        }
        Kind kind = kind(message);
        if (kind == null) {
            wrong.put("type", List.of("is invalid"));
        }
        UUID conversationId = message.conversationId();
        if (conversationId == null) {
            wrong.put("conversation_id", List.of("can't be blank"));
        }
        if (!wrong.isEmpty() || conversationId == null || kind == null) {
            throw Problem.fields(wrong);
        }
        return new Posting(desk.accountId(), conversationId, desk.author(), kind, body, key(desk, idempotencyKey));
    }

    private static @Nullable String fault(String body) {
        if (body.isBlank()) {
            return "can't be blank";
        }
        if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
            return "should be at most " + LONGEST_BODY + " byte(s)";
        }
        return body.indexOf('\0') >= 0 ? "must not contain the character U+0000" : null;
    }

    private static @Nullable Kind kind(Body message) {
        Kind named = switch (message.type()) {
            case null -> Kind.REPLY;
            case "reply" -> Kind.REPLY;
            case "note" -> Kind.NOTE;
            default -> null;
        };
        return named == Kind.REPLY && Boolean.TRUE.equals(message.isPrivate()) ? Kind.NOTE : named;
    }

    private static @Nullable DeduplicationKey key(NetiaCaller desk, @Nullable String idempotencyKey) {
        return idempotencyKey == null ? null : DeduplicationKey.ofCaller(desk.accountId(), desk.id(), idempotencyKey);
    }
}
