package dev.switchboard.channel.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a provider answered to one request.
///
/// @param after its `Retry-After`
/// @param requestId by which the provider finds the request in its own logs
public record Answer(
        int status,
        String body,
        @Nullable Duration after,
        @Nullable String requestId) {
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    public boolean isServerError() {
        return status >= 500;
    }

    private record Refusal(@Nullable String message) {}

    /// A refusal's words, where it is JSON with a `message`; the bare status elsewhere.
    public String message(JsonMapper json) {
        Refusal refusal = as(json, Refusal.class);
        return refusal == null || refusal.message() == null ? "status " + status : refusal.message();
    }

    /// Absent where it is a proxy's page and not the provider's answer.
    public <T> @Nullable T as(JsonMapper json, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JacksonException e) {
            return null;
        }
    }
}
