package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.StorableText;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a client's frame token by token: a field of the wrong type is named, never coerced, and the id is found even
/// where the rest is wrong.
final class PlainReader {
    private static final int LONGEST_ID = 200;

    private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();

    private final long longestText;
    private final DataSize largestAudio;

    PlainReader(ParticipantSettings settings, PlainSettings plain) {
        this.longestText = settings.longestText().toBytes();
        this.largestAudio = plain.largestAudio();
    }

    PlainInbound read(String frame) {
        return parse(() -> WireJson.MAPPER.createParser(frame));
    }

    /// @param frame gives the frame's bytes from the beginning; a recording is read a second time
    PlainInbound read(Supplier<InputStream> frame) {
        return parse(() -> WireJson.MAPPER.createParser(frame.get()));
    }

    private PlainInbound parse(Supplier<JsonParser> frame) {
        Fields fields = new Fields();
        try (JsonParser parser = frame.get()) {
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
        return fields.wrong == null ? meaning(fields, frame) : wrong(fields.id, fields.wrong);
    }

    private PlainInbound meaning(Fields fields, Supplier<JsonParser> frame) {
        return switch (fields.type) {
            case null -> wrong(fields.id, Problem.field("type", "is missing"));
            case "text" -> text(fields);
            case "audio" -> audio(fields, frame);
            case "handover_request" -> new PlainInbound.HandoverRequest(fields.id);
            case "typing" ->
                fields.isTyping == null
                        ? wrong(fields.id, Problem.field("isTyping", "is missing"))
                        : new PlainInbound.Typing(fields.id, fields.isTyping);
            case "seen" -> new PlainInbound.Seen(fields.id);
            default ->
                wrong(fields.id, Problem.field("type", "is not one of text, audio, handover_request, typing, seen"));
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

    private PlainInbound audio(Fields fields, Supplier<JsonParser> frame) {
        if (!fields.audio) {
            return wrong(fields.id, Problem.field("audio", "is missing"));
        }
        byte[] audio;
        try (JsonParser parser = frame.get()) {
            JsonToken _ = parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME
                    && !parser.currentName().equals("audio")) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            audio = parser.getBinaryValue(BASE64);
        } catch (JacksonException _) {
            return wrong(fields.id, Problem.field("audio", "is not base64"));
        }
        return audio.length > largestAudio.toBytes()
                ? wrong(
                        fields.id,
                        Problem.of(
                                ProblemCode.PAYLOAD_TOO_LARGE,
                                "The audio has more than " + largestAudio.toMegabytes() + " MB"))
                : new PlainInbound.Audio(fields.id, audio, fields.sentAt());
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
        private boolean audio;
        private @Nullable Problem wrong;

        void read(String name, JsonParser parser) {
            parser.nextToken();
            switch (name) {
                case "type" -> type = string(name, parser);
                case "id" -> id = string(name, parser);
                case "text" -> text = string(name, parser);
                case "audio" -> audio = hasText(name, parser);
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

        /// Recordings are too large to be read by the way.
        private boolean hasText(String name, JsonParser parser) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return true;
            }
            unlessNull(name, "is not a string", parser);
            return false;
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
