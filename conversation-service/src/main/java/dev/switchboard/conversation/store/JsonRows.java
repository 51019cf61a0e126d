package dev.switchboard.conversation.store;

import dev.switchboard.common.contract.WireJson;
import java.util.Collection;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Rows as one JSON parameter, read in SQL with `json_populate_recordset(NULL::<table>, $1::json)`: one prepared
/// statement for any number of rows. Components are named as columns, in snake case; null is left out.
public final class JsonRows {
    private static final JsonMapper MAPPER = WireJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonRows() {}

    public static String of(Collection<?> rows) {
        return MAPPER.writeValueAsString(rows);
    }

    /// The value of one `jsonb` column.
    public static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// The value of a `jsonb` column that was written as part of such rows.
    public static <T> T read(String json, TypeReference<T> type) {
        return MAPPER.readValue(json, type);
    }
}
