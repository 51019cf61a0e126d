package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.WireJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.json.JsonMapper;

/// Bodies say null where the specifications do. Times are UTC to the millisecond.
final class PayloadJson {
    private static final JsonMapper MAPPER = WireJson.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private PayloadJson() {}

    static String write(Object body) {
        return MAPPER.writeValueAsString(body);
    }

    static String time(Instant instant) {
        return MILLIS.format(instant);
    }
}
