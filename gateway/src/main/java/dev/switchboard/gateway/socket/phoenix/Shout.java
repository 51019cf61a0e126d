package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.participant.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to say. Who that is comes from the socket and never from here.
///
/// @param id the client's own, or made here
/// @param note for colleagues only, where the sender is one
/// @param fileIds what the sender has uploaded
record Shout(
        String id,
        String body,
        boolean note,
        List<UUID> fileIds,
        @Nullable Instant sentAt) {
    /// @param longest UTF-8 bytes of the body
    /// @throws Problem when it cannot be said
    static Shout of(Payload payload, long longest) {
        List<UUID> fileIds = payload.ids("file_ids");
        String said = payload.text("body");
        String body = said == null ? "" : said;
        if (body.isBlank() && fileIds.isEmpty()) {
            throw Problem.field("body", "can't be blank");
        }
        if (!StorableText.is(body)) {
            throw Problem.field("body", "has characters that cannot be stored");
        }
        if (body.length() > longest || body.getBytes(StandardCharsets.UTF_8).length > longest) {
            throw Problem.field("body", "is longer than " + longest + " bytes");
        }
        return new Shout(id(payload), body, note(payload), fileIds, payload.time("sent_at"));
    }

    private static String id(Payload payload) {
        String named = payload.id("client_message_id");
        String id = named == null ? payload.id("id") : named;
        return id == null ? Ids.next().toString() : id;
    }

    private static boolean note(Payload payload) {
        return switch (payload.text("type")) {
            case null -> Boolean.TRUE.equals(payload.flag("private"));
            case "reply" -> Boolean.TRUE.equals(payload.flag("private"));
            case "note" -> true;
            default -> throw Problem.field("type", "is neither reply nor note");
        };
    }
}
