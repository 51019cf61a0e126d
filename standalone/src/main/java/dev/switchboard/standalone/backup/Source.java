package dev.switchboard.standalone.backup;

import dev.switchboard.embedded.DatabaseServer;
import java.nio.file.Path;
import java.util.List;

/// An installation that is backed up, or made anew from a backup.
///
/// @param server with a superuser's rights
/// @param owners each service's schema and role
/// @param bootstrap Kafka's
/// @param blobs the folder of uploads and recordings; need not exist
/// @param keys ids of the keys that it has
public record Source(
        DatabaseServer server,
        String database,
        List<Owner> owners,
        String bootstrap,
        Path blobs,
        List<String> keys,
        boolean demo) {
    /// @param service whose migrations make the schema
    public record Owner(String schema, String service, String password) {}

    List<String> schemas() {
        return owners.stream().map(Owner::schema).toList();
    }

    String jdbc() {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
    }
}
