package dev.switchboard.admin.subscription.payload;

import dev.switchboard.admin.subscription.EventFormat;
import dev.switchboard.admin.subscription.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that subscribers are told.
///
/// @param lane what it keeps its order with: its conversation, or its customer
/// @param version its place there; 0 where there is none
/// @param inboxId where the fact says it
/// @param netia the `payload` of Netia's format
/// @param amoiq the `data` of Amoiq's format; null where that has no words for it
public record Event(
        UUID accountId,
        EventType type,
        UUID lane,
        long version,
        @Nullable UUID conversationId,
        @Nullable UUID customerId,
        @Nullable UUID inboxId,
        Instant at,
        Object netia,
        @Nullable Object amoiq) {
    public boolean isToldIn(EventFormat format) {
        return format == EventFormat.NETIA || amoiq != null;
    }

    private record NetiaBody(String event, Object payload) {}

    private record AmoiqBody(
            String event, String timestamp, @Nullable Object data) {}

    /// The JSON that is sent and signed.
    public String body(EventFormat format) {
        String name = type.name(format);
        return switch (format) {
            case NETIA -> PayloadJson.write(new NetiaBody(name, netia));
            case AMOIQ -> PayloadJson.write(new AmoiqBody(name, PayloadJson.time(at), amoiq));
        };
    }
}
