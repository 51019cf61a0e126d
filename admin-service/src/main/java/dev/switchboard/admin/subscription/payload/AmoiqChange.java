package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What has changed of a message, in Amoiq's words; its session is the conversation.
@JsonInclude(JsonInclude.Include.NON_NULL)
record AmoiqChange(
        UUID messageId,
        String sessionId,
        UUID tenantId,
        UUID conversationId,
        @Nullable String text,
        @Nullable Boolean deleted,
        @Nullable String transcript,
        @Nullable String deliveryStatus) {
    static AmoiqChange of(MessageChange change) {
        return new AmoiqChange(
                change.id(),
                change.conversationId().toString(),
                change.accountId(),
                change.conversationId(),
                change.body(),
                change.deleted(),
                change.transcript(),
                change.deliveryStatus());
    }
}
