package dev.switchboard.channel.inbound;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A provider's call as it came, byte for byte.
///
/// @param target path and query
/// @param headers by lower-case name, the first value of each
public record Hook(String target, Map<String, String> headers, byte[] body) {
    /// A body that comes from the log, verified before.
    public static Hook recorded(byte[] body) {
        return new Hook("", Map.of(), body);
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The body as JSON.
    ///
    /// @param what a good body is, for the refusal
    /// @throws MalformedWebhook for any other body, the literal null included
    public <T> T as(JsonMapper json, Class<T> type, String what) {
        try {
            T read = json.readValue(body, type);
            if (read != null) {
                return read;
            }
        } catch (JacksonException e) {
            // says no more than the end of this method
        }
        throw new MalformedWebhook("no " + what);
    }

    /// The body's form fields, decoded, in their order.
    ///
    /// @throws MalformedWebhook for a broken percent sign
    public Map<String, List<String>> form() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text().split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedWebhook("no form");
        }
    }

    @Override
    public String toString() {
        return "Hook[target=" + target.replaceAll("\\?.*", "") + ", bytes=" + body.length + "]";
    }
}
