package dev.switchboard.conversation.search;

import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;

/// The values of a statement that is put together; nothing of a request becomes SQL.
final class Parameters {
    private final List<Object> values = new ArrayList<>();

    /// The parameter's place, `$1` for the first.
    String of(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    DatabaseClient.GenericExecuteSpec bind(DatabaseClient database, String sql) {
        DatabaseClient.GenericExecuteSpec spec = database.sql(sql);
        for (int i = 0; i < values.size(); i++) {
            spec = spec.bind(i, values.get(i));
        }
        return spec;
    }
}
