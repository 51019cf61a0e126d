package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.participant.StorableText;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The texts of a client's JSON object that somebody asks for. One of another type is named, never coerced; what
/// nobody asks for is passed over. What is called `is…` is true or false. A field of an object in it is called
/// `userInfo.name`.
final class Fields {
    static final Fields NONE = new Fields(Set.of());
    private static final int LONGEST_LABEL = 2_000;

    private final Set<String> wanted;
    private final Map<String, String> texts = new HashMap<>();
    private @Nullable Problem wrong;

    private Fields(Set<String> wanted) {
        this.wanted = wanted;
    }

    /// @param parser stands on the object's start, and afterwards on its end
    static Fields read(JsonParser parser, Set<String> wanted) {
        Fields fields = new Fields(wanted);
        fields.object(parser, "");
        return fields;
    }

    private void object(JsonParser parser, String prefix) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && prefix.isEmpty() && nested(name)) {
                object(parser, name + ".");
            } else if (!wanted.contains(name) && !nested(name)) {
                parser.skipChildren();
            } else if (fits(name, value)) {
                texts.put(name, parser.getString());
            } else if (value != JsonToken.VALUE_NULL) {
                parser.skipChildren();
                wrong = Problem.field(name, "is of the wrong type");
            }
        }
    }

    private boolean fits(String name, JsonToken value) {
        if (nested(name)) {
            return false;
        }
        return name.startsWith("is")
                ? value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE
                : value == JsonToken.VALUE_STRING;
    }

    private boolean nested(String name) {
        return wanted.stream().anyMatch(w -> w.startsWith(name + "."));
    }

    /// @throws Problem when a field has another type than it may
    Fields checked() {
        if (wrong != null) {
            throw wrong;
        }
        return this;
    }

    /// As it came, empty or blank as absent.
    @Nullable
    String text(String name) {
        String text = texts.get(name);
        return text == null || text.isBlank() ? null : text;
    }

    /// A text that is stored beside a message.
    ///
    /// @throws Problem when it cannot be
    @Nullable
    String label(String name) {
        String text = text(name);
        if (text != null && (text.length() > LONGEST_LABEL || !StorableText.is(text))) {
            throw Problem.field(name, "is longer than " + LONGEST_LABEL + " characters or cannot be stored");
        }
        return text;
    }
}
