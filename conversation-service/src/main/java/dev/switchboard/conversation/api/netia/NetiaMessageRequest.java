package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.PostMessage.Posting;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.SayAsVisitor.Saying;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"message": {…}}`. Who writes, when and where in the conversation is not the sender's to say.
record NetiaMessageRequest(@Nullable Body message) {
    static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_KEY = 255;
    private static final UUID NONE = new UUID(0, 0);

    /// What stands last is for visitors alone.
    ///
    /// @param mentionedUserIds colleagues, by number
    /// @param type reply (default) or note
    /// @param isPrivate makes a note of a reply
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String body,
            @Nullable UUID conversationId,
            @Nullable String type,
            @JsonProperty("private") @Nullable Boolean isPrivate,
            @Nullable List<@Nullable Integer> mentionedUserIds,
            @Nullable List<@Nullable Object> fileIds,
            @Nullable UUID accountId,
            @Nullable UUID customerId,
            @Nullable Object userId,
            @Nullable Instant sentAt) {}

    Body body() {
        if (message == null) {
            throw Problem.field("message", "can't be blank");
        }
        return message;
    }

    /// What its sender has uploaded.
    List<UUID> fileIds() {
        List<@Nullable Object> sent = body().fileIds();
        if (sent == null) {
            return List.of();
        }
        return sent.stream()
                .map(id ->
                        PublicId.plain(String.valueOf(id)).orElseThrow(() -> Problem.field("file_ids", "do not exist")))
                .toList();
    }

    Posting toPosting(NetiaCaller desk, @Nullable String idempotencyKey, List<Attachment> files) {
        Body body = body();
        NetiaTexts texts = new NetiaTexts();
        String text = text(texts, body, idempotencyKey);
        UUID conversationId = conversationId(texts, body);
        Kind kind = kind(body);
        if (kind == null) {
            texts.wrong("type", "is invalid");
        }
        List<Integer> mentioned = mentioned(texts, body);
        texts.refuse();
        return new Posting(
                desk.accountId(),
                conversationId,
                desk.author(),
                Objects.requireNonNull(kind),
                text,
                key(desk, idempotencyKey),
                mentioned,
                files);
    }

    /// @param key of a message that its client has not named
    Saying toSaying(Guest guest, @Nullable String idempotencyKey, String key) {
        Body body = body();
        NetiaTexts texts = new NetiaTexts();
        String text = text(texts, body, idempotencyKey);
        UUID conversationId = conversationId(texts, body);
        if (body.customerId() == null && !guest.isProven()) {
            texts.wrong("customer_id", "can't be blank");
        }
        if (body.userId() != null) {
            texts.wrong("user_id", "is not a visitor's to set");
        }
        if (!"reply".equals(body.type()) && body.type() != null || Boolean.TRUE.equals(body.isPrivate())) {
            texts.wrong("type", "is not a visitor's to set");
        }
        texts.refuse();
        String name = idempotencyKey == null ? key : idempotencyKey;
        return new Saying(conversationId, body.customerId(), text, name, body.sentAt(), Map.of(), fileIds());
    }

    private static String text(NetiaTexts texts, Body body, @Nullable String idempotencyKey) {
        String text = body.body() == null ? "" : body.body();
        if (text.isBlank() && (body.fileIds() == null || body.fileIds().isEmpty())) {
            texts.wrong("body", "can't be blank");
        }
        texts.limit("body", text, LONGEST_BODY);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            texts.wrong("idempotency-key", "should have 1 to " + LONGEST_KEY + " characters");
        }
        return text;
    }

    private static UUID conversationId(NetiaTexts texts, Body body) {
        UUID id = body.conversationId();
        if (id == null) {
            texts.wrong("conversation_id", "can't be blank");
            return NONE;
        }
        return id;
    }

    private static List<Integer> mentioned(NetiaTexts texts, Body body) {
        List<@Nullable Integer> numbers = body.mentionedUserIds();
        if (numbers == null) {
            return List.of();
        }
        if (numbers.stream().anyMatch(Objects::isNull)) {
            texts.wrong("mentioned_user_ids", "is invalid");
        }
        return numbers.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
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
