package dev.switchboard.ai.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A voice message as a server sends it.
///
/// @param audio base64
/// @param format what the sender calls it; the bytes say what it is
/// @param id the idempotency key
record AudioRequest(
        @NotBlank String audio,
        @Nullable @Size(max = 20) String format,
        @Nullable @Size(max = 20) String channel,
        @NotBlank @Size(max = 200) String userId,

        @Nullable @Size(max = 200) @Pattern(regexp = ".*\\S.*", message = "can't be blank")
        String sessionId,

        @Nullable @Size(min = 1, max = 200) String id,

        @Nullable @Size(max = 20) Map<@Size(max = 100) String, @Size(max = 1_000) String> metadata) {}
