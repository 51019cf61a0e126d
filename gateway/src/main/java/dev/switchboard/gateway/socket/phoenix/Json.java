package dev.switchboard.gateway.socket.phoenix;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How this protocol writes: null for what is not known, since Netia's clients read every field; times in UTC with
/// milliseconds.
final class Json {
    static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private static final JsonMapper MAPPER = WireJson.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    static @Nullable String timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }
}
