package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the data of an EVENT packet, `["name",{…}]`. What breaks the protocol ends the session, what is wrong with
/// an event is answered.
final class EventReader {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");
    private static final Set<String> LABELS =
            Set.of("sessionId", "userId", "domain", "origin", "url", "referrer", "siteId");
    private static final Set<String> MESSAGE = Set.of(
            "id",
            "messageId",
            "text",
            "tenantId",
            "sessionId",
            "userId",
            "conversationId",
            "fingerprint",
            "userInfo.name",
            "userInfo.email",
            "userInfo.phone",
            "domain",
            "origin",
            "url",
            "referrer",
            "siteId",
            "timestamp");
    private static final Set<String> TYPING = Set.of("isTyping", "sessionId", "conversationId");
    private static final int LONGEST_ID = 200;

    private final long longestText;

    EventReader(ParticipantSettings settings) {
        this.longestText = settings.longestText().toBytes();
    }

    /// @param binary the event has binary parts, which no event of ours takes
    /// @throws Malformed when it is not an array that begins with a permitted name
    ClientEvent read(String data, boolean binary) {
        return Reading.whole(data, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new Malformed("an event without a name");
            }
            String name = parser.getString();
            if (RESERVED.contains(name)) {
                throw new Malformed("an event with a reserved name");
            }
            ClientEvent event = named(name, parser);
            while (!parser.streamReadContext().inRoot()) {
                if (parser.nextToken() == null) {
                    throw new Malformed("an array without an end");
                }
                parser.skipChildren();
            }
            return binary ? new ClientEvent.Wrong(id(event), binaryRefused()) : event;
        });
    }

    private ClientEvent named(String name, JsonParser parser) {
        return switch (name) {
            case "message" -> object(parser, MESSAGE, this::message);
            case "get_online_users" ->
                object(parser, Set.of("tenantId"), fields -> new ClientEvent.OnlineAsked(fields.text("tenantId")));
            case "typing" ->
                object(
                        parser,
                        TYPING,
                        fields -> new ClientEvent.Typed(
                                !"false".equals(fields.text("isTyping")),
                                fields.text("sessionId"),
                                fields.text("conversationId")));
            case "seen" ->
                object(
                        parser,
                        TYPING,
                        fields -> new ClientEvent.Seen(fields.text("sessionId"), fields.text("conversationId")));
            default ->
                new ClientEvent.Wrong(null, Problem.of(ProblemCode.NOT_SUPPORTED, "There is no event of this name"));
        };
    }

    private interface Meaning {
        ClientEvent of(Fields fields);
    }

    /// The event's argument; an absent one is an object without fields.
    private static ClientEvent object(JsonParser parser, Set<String> names, Meaning meaning) {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.END_ARRAY) {
            parser.skipChildren();
            return new ClientEvent.Wrong(
                    null, Problem.of(ProblemCode.INVALID_REQUEST, "The event's argument is not an object"));
        }
        Fields fields = token == JsonToken.END_ARRAY ? Fields.NONE : Fields.read(parser, names);
        try {
            return meaning.of(fields.checked());
        } catch (Problem problem) {
            return new ClientEvent.Wrong(ownId(fields), problem);
        }
    }

    private ClientEvent message(Fields fields) {
        String text = fields.text("text");
        if (text == null) {
            throw Problem.field("text", "can't be blank");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > longestText || !StorableText.is(text)) {
            throw Problem.field("text", "is longer than " + longestText + " bytes or cannot be stored");
        }
        String id = ownId(fields);
        if (id != null && (id.length() > LONGEST_ID || !StorableText.is(id))) {
            throw Problem.field("id", "is longer than " + LONGEST_ID + " characters or cannot be stored");
        }
        return new ClientEvent.Said(
                id,
                text,
                fields.text("tenantId"),
                fields.text("sessionId"),
                fields.text("userId"),
                fields.text("conversationId"),
                new Profile(
                        fields.label("userInfo.name"), fields.label("userInfo.email"), fields.label("userInfo.phone")),
                labels(fields),
                sentAt(fields.text("timestamp")));
    }

    private static Map<String, String> labels(Fields fields) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : LABELS) {
            String label = fields.label(name);
            if (label != null) {
                labels.put(name, label);
            }
        }
        String fingerprint = fields.label("fingerprint");
        if (fingerprint != null) {
            labels.put("fingerprint", digest(fingerprint));
        }
        return labels;
    }

    /// A fingerprint is personal data: the digest tells as much as it may.
    private static String digest(String text) {
        return Digest.sha256(text).hex().substring(0, 32);
    }

    private static @Nullable String ownId(Fields fields) {
        String id = fields.text("id");
        return id == null ? fields.text("messageId") : id;
    }

    static @Nullable String id(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Said said -> said.id();
            case ClientEvent.Wrong wrong -> wrong.id();
            case ClientEvent.OnlineAsked _, ClientEvent.Typed _, ClientEvent.Seen _ -> null;
        };
    }

    private static Problem binaryRefused() {
        return Problem.of(ProblemCode.NOT_SUPPORTED, "Binary parts are not supported")
                .advise("Upload the file and send its address as text.");
    }

    /// The sender's clock, for display only: one that cannot be read is left out.
    private static @Nullable Instant sentAt(@Nullable String timestamp) {
        try {
            return timestamp == null ? null : OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
