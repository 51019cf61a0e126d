package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a client's frame token by token: a field of the wrong type is named, never coerced, and the id is found even
/// where the rest is wrong.
final class PlainReader {
    private static final int LONGEST_ID = 200;

    private final long longestText;

    PlainReader(ParticipantSettings settings) {
        this.longestText = settings.longestText().toBytes();
    }

    PlainInbound read(String frame) {
        Fields fields = new Fields();
        try (JsonParser parser = WireJson.MAPPER.createParser(frame)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return wrong(null, Problem.of(ProblemCode.INVALID_REQUEST, "The frame is not a JSON object"));
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                fields.read(parser.currentName(), parser);
            }
            if (parser.nextToken() != null) {
                return wrong(null, Problem.of(ProblemCode.INVALID_REQUEST, "The frame is more than one JSON object"));
            }
        } catch (JacksonException _) {
            return wrong(null, Problem.of(ProblemCode.INVALID_REQUEST, "The frame is not valid JSON"));
        }
        if (fields.id != null && (fields.id.length() > LONGEST_ID || !StorableText.is(fields.id))) {
            return wrong(null, Problem.field("id", "is longer than " + LONGEST_ID + " characters or cannot be stored"));
        }
        return fields.wrong == null ? meaning(fields) : wrong(fields.id, fields.wrong);
    }

    private PlainInbound meaning(Fields fields) {
        return switch (fields.type) {
            case null -> wrong(fields.id, Problem.field("type", "is missing"));
            case "text" -> text(fields);
            case "audio" -> new PlainInbound.Audio(fields.id);
            case "handover_request" -> new PlainInbound.HandoverRequest(fields.id);
            case "typing" ->
                fields.isTyping == null
                        ? wrong(fields.id, Problem.field("isTyping", "is missing"))
                        : new PlainInbound.Typing(fields.id, fields.isTyping);
            default -> wrong(fields.id, Problem.field("type", "is not one of text, audio, handover_request, typing"));
        };
    }

    private PlainInbound text(Fields fields) {
        String text = fields.text;
        if (text == null || text.isBlank()) {
            return wrong(fields.id, Problem.field("text", "is missing or blank"));
        }
        if (!StorableText.is(text)) {
            return wrong(fields.id, Problem.field("text", "has characters that cannot be stored"));
        }
        if (text.length() > longestText || text.getBytes(StandardCharsets.UTF_8).length > longestText) {
            return wrong(fields.id, Problem.field("text", "is longer than " + longestText + " bytes"));
        }
        return new PlainInbound.Text(fields.id, text, fields.sentAt());
    }

    private static PlainInbound wrong(@Nullable String id, Problem problem) {
        return new PlainInbound.Wrong(id, problem);
    }

    private static final class Fields {
        private @Nullable String type;
        private @Nullable String id;
        private @Nullable String text;
        private @Nullable String timestamp;
        private @Nullable Boolean isTyping;
        private @Nullable Problem wrong;

        void read(String name, JsonParser parser) {
            parser.nextToken();
            switch (name) {
                case "type" -> type = string(name, parser);
                case "id" -> id = string(name, parser);
                case "text" -> text = string(name, parser);
                case "timestamp" -> timestamp = string(name, parser);
                case "isTyping" -> isTyping = bool(name, parser);
                default -> parser.skipChildren();
            }
        }

        private @Nullable String string(String name, JsonParser parser) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            unlessNull(name, "is not a string", parser);
            return null;
        }

        private @Nullable Boolean bool(String name, JsonParser parser) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                return token == JsonToken.VALUE_TRUE;
            }
            unlessNull(name, "is not true or false", parser);
            return null;
        }

        private void unlessNull(String name, String what, JsonParser parser) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                parser.skipChildren();
                wrong = Problem.field(name, what);
            }
        }

        /// The sender's clock, for display only: one that cannot be read is left out.
        @Nullable
        Instant sentAt() {
            try {
                return timestamp == null
                        ? null
                        : OffsetDateTime.parse(timestamp).toInstant();
            } catch (DateTimeException _) {
                return null;
            }
        }
    }
}
