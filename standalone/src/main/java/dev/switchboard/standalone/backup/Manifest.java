package dev.switchboard.standalone.backup;

import java.time.Instant;
import java.util.List;

/// What a backup holds, and what it takes to restore it.
///
/// @param format of the archive: a higher one is of a newer program
/// @param keys the ids of the keys that secrets in it are sealed with; the keys themselves are never in it
/// @param demo whether it is of an installation with the demo tenant
/// @param topics names of the topics of which records are in it
public record Manifest(
        int format,
        Instant madeAt,
        List<String> keys,
        boolean demo,
        List<Schema> schemas,
        List<String> topics,
        long records,
        long files) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /// @param name of the schema and its role
    /// @param migrations the scripts that made it, in the order of their installation
    /// @param partitions statements that make the partitions again
    record Schema(
            String name,
            List<String> migrations,
            List<String> partitions,
            List<Table> tables,
            List<Sequence> sequences) {}

    /// @param name quoted where it has to be, without the schema
    /// @param columns the same, without those that are generated
    record Table(String name, List<String> columns, long rows) {}

    record Sequence(String name, long value) {}

    /// All rows of all tables.
    public long rows() {
        return schemas.stream()
                .flatMap(schema -> schema.tables().stream())
                .mapToLong(Table::rows)
                .sum();
    }
}
