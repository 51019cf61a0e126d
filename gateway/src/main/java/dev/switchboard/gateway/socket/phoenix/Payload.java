package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.participant.StorableText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a push carries. A field of the wrong type is named, never coerced; an absent one and null are the same.
final class Payload {
    private static final int LONGEST_ID = 200;
    private static final int MOST_LABELS = 20;
    private static final int MOST_IDS = 10;
    private static final int LONGEST_LABEL = 1000;

    private final ObjectNode fields;

    Payload(ObjectNode fields) {
        this.fields = fields;
    }

    /// @throws Problem when it is there and no string
    @Nullable
    String text(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isString()) {
            throw Problem.field(field, "is not a string");
        }
        return value == null ? null : value.asString();
    }

    /// A client's own id of something.
    ///
    /// @throws Problem when it is longer than 200 characters or cannot be stored
    @Nullable
    String id(String field) {
        String id = text(field);
        if (id == null || id.isBlank()) {
            return null;
        }
        if (id.length() > LONGEST_ID || !StorableText.is(id)) {
            throw Problem.field(field, "is longer than " + LONGEST_ID + " characters or cannot be stored");
        }
        return id;
    }

    /// @throws Problem when it is there and no UUID
    @Nullable
    UUID uuid(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        UUID id = Topic.uuid(text);
        if (id == null) {
            throw Problem.field(field, "is not a UUID");
        }
        return id;
    }

    /// @throws Problem when it is there and neither true nor false
    @Nullable
    Boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw Problem.field(field, "is not true or false");
        }
        return value == null ? null : value.asBoolean();
    }

    /// A position in a feed.
    ///
    /// @throws Problem when it is there and no whole number from 0 on
    @Nullable
    Long position(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw Problem.field(field, "is not a whole number from 0 on");
        }
        return value.asLong();
    }

    /// A clock of the client's, for display only: one that cannot be read is left out.
    @Nullable
    Instant time(String field) {
        JsonNode value = value(field);
        try {
            return value == null || !value.isString()
                    ? null
                    : OffsetDateTime.parse(value.asString()).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Labels that a client puts on what it says: at most 20, each at most 1,000 characters; the rest is left out.
    Map<String, String> labels(String field) {
        if (!(value(field) instanceof ObjectNode labels)) {
            return Map.of();
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            JsonNode value = label.getValue();
            String text = value.isString() ? value.asString() : value.toString();
            if (kept.size() < MOST_LABELS && isLabel(label.getKey()) && isLabel(text) && !value.isNull()) {
                kept.put(label.getKey(), text);
            }
        }
        return kept;
    }

    private static boolean isLabel(String text) {
        return text.length() <= LONGEST_LABEL && StorableText.is(text);
    }

    /// UUIDs in a list, none where it is absent.
    ///
    /// @throws Problem where it is something else, or has more than 10
    List<UUID> ids(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MOST_IDS) {
            throw Problem.field(field, "should be at most " + MOST_IDS + " ids");
        }
        try {
            return value.valueStream()
                    .map(id -> UUID.fromString(id.isString() ? id.asString() : ""))
                    .toList();
        } catch (IllegalArgumentException _) {
            throw Problem.field(field, "is invalid");
        }
    }

    boolean isEmptyList(String field) {
        JsonNode value = value(field);
        return value == null || (value.isArray() && value.isEmpty());
    }

    byte[] json() {
        return WireJson.MAPPER.writeValueAsBytes(fields);
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = fields.get(field);
        return value == null || value.isNull() ? null : value;
    }
}
