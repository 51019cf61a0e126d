package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one JSON form of every fact: record order, lower-case enums, ISO instants, absent for null. A reader ignores
/// fields it does not know and reads unknown types as `Unknown`.
public final class WireJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private WireJson() {}

    public static String write(Object fact) {
        return MAPPER.writeValueAsString(fact);
    }

    /// @throws JacksonException when the bytes are not this fact: poison, for the dead-letter topic
    public static <T> T read(byte[] json, Class<T> type) {
        T fact = MAPPER.readValue(json, type);
        if (fact == null) {
            throw new IllegalArgumentException("a fact of " + type.getSimpleName() + " is the literal null");
        }
        return fact;
    }

    public static <T> T read(String json, Class<T> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
