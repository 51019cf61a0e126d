package dev.switchboard.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A running PostgreSQL and the right to administer it, wherever it came from.
public record DatabaseServer(String host, int port, String user, String password) {

    /// A role that owns the schema of its own name: one service's.
    public record Owner(String schema, String password) {}

    /// Makes the database where it is missing.
    public void createDatabase(String name) {
        try (Connection connection = connect("postgres")) {
            try (var exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
                exists.setString(1, name);
                if (exists.executeQuery().next()) {
                    return;
                }
            }
            execute(connection, List.of("CREATE DATABASE " + quoted(name)));
        } catch (SQLException e) {
            throw failed("create the database " + name, e);
        }
    }

    /// Makes each role and its schema where they are missing, and gives the role its present password. A service sees
    /// its own schema and the extensions, never another service's rows.
    public void createSchemas(String database, List<Owner> owners) {
        try (Connection connection = connect(database)) {
            execute(
                    connection,
                    List.of(
                            "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public",
                            "CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public",
                            "REVOKE CREATE ON SCHEMA public FROM PUBLIC"));
            for (Owner owner : owners) {
                createSchema(connection, owner);
            }
        } catch (SQLException e) {
            throw failed("create the schemas of " + database, e);
        }
    }

    public void dropDatabase(String name) {
        try (Connection connection = connect("postgres")) {
            execute(connection, List.of("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)"));
        } catch (SQLException e) {
            throw failed("drop the database " + name, e);
        }
    }

    private static void createSchema(Connection connection, Owner owner) throws SQLException {
        String name = quoted(owner.schema());
        String password = owner.password().replace("'", "''");
        execute(
                connection,
                List.of(
                        """
                        DO $$ BEGIN CREATE ROLE %s LOGIN;
                        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$\
                        """.formatted(name),
                        "ALTER ROLE " + name + " PASSWORD '" + password + "'",
                        "CREATE SCHEMA IF NOT EXISTS " + name + " AUTHORIZATION " + name,
                        "ALTER ROLE " + name + " SET search_path = " + name + ", public"));
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static ServerFailed failed(String what, SQLException cause) {
        return new ServerFailed("Cannot " + what + ": " + cause.getMessage(), cause);
    }
}
