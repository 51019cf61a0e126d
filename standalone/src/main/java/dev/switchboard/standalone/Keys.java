package dev.switchboard.standalone;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretKeyBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;

/// The installation's secrets. What the environment does not give is made once and kept in the data folder, readable
/// by its owner only.
record Keys(String secretKeyBase, String postgresPassword) {
    static Keys of(Home home, Map<String, String> environment) {
        String given = environment.get("SECRET_KEY_BASE");
        return new Keys(
                given == null || given.isBlank() ? kept(home.secretKeyBase()) : given, kept(home.postgresPassword()));
    }

    SecretKeyBase base() {
        return new SecretKeyBase(secretKeyBase);
    }

    /// The password of one service's database role.
    String rolePassword(String schema) {
        return HexFormat.of().formatHex(base().derive("postgres-role:" + schema));
    }

    private static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Ids.secret());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the installation's secrets in " + file, e);
        }
    }
}
