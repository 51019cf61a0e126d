package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody wants to say. Who that is comes from the socket and never from here.
///
/// @param id the client's own, or made here
/// @param note for colleagues only, where the sender is one
record Shout(String id, String body, boolean note, @Nullable Instant sentAt) {
    /// @param longest UTF-8 bytes of the body
    /// @throws Problem when it cannot be said
    static Shout of(Payload payload, long longest) {
        String body = payload.text("body");
        if (body == null || body.isBlank()) {
            throw Problem.field("body", "can't be blank");
        }
        if (!StorableText.is(body)) {
            throw Problem.field("body", "has characters that cannot be stored");
        }
        if (body.length() > longest || body.getBytes(StandardCharsets.UTF_8).length > longest) {
            throw Problem.field("body", "is longer than " + longest + " bytes");
        }
        if (!payload.isEmptyList("file_ids")) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "Files cannot be sent over the socket")
                    .advise("Send the text without file_ids.");
        }
        return new Shout(id(payload), body, note(payload), payload.time("sent_at"));
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
