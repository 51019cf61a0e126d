package dev.switchboard.standalone;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a service is told about the installation that it runs in.
/// @param demo the demo tenant stands or is being made
record Surroundings(Home home, PortPlan ports, Keys keys, String kafka, boolean demo) {

    /// Addresses and secrets, by the names under which a container would get them.
    Map<String, String> environment(Instance instance) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SECRET_KEY_BASE", keys.secretKeyBase());
        environment.put("SECRET_MASTER_KEYS_FILE", home.masterKeys().toString());
        environment.put("BLOB_DIR", home.blobs().toString());
        environment.put("KAFKA_BOOTSTRAP", kafka);
        environment.put("POSTGRES_HOST", "127.0.0.1");
        environment.put("POSTGRES_PORT", Integer.toString(ports.postgresVia()));
        environment.put("POSTGRES_DB", Backbone.DATABASE);
        String emulators = "127.0.0.1:" + ports.emulators();
        if (demo) {
            environment.putAll(
                    EmulatedProviders.environment(emulators, System.getenv().keySet()));
        }
        String allowed = System.getenv("EGRESS_ALLOW");
        String own = emulators + ",127.0.0.1:" + ports.smtp() + ",127.0.0.1:" + ports.imap();
        environment.put("EGRESS_ALLOW", allowed == null || allowed.isBlank() ? own : allowed + "," + own);
        if (System.getenv("SMTP_HOST") == null) {
            environment.put("SMTP_HOST", "127.0.0.1");
            environment.put("SMTP_PORT", Integer.toString(ports.smtp()));
        }
        environment.put(
                "SWITCHBOARD_PORT",
                Integer.toString(instance.service() == Service.GATEWAY ? instance.port() : ports.gateway()));
        instance.service().schema().ifPresent(schema -> {
            environment.put("POSTGRES_PASSWORD", keys.rolePassword(schema));
            environment.put(schema.toUpperCase(Locale.ROOT) + "_DB_PASSWORD", keys.rolePassword(schema));
        });
        for (Service service : Service.values()) {
            service.schema()
                    .ifPresent(schema -> environment.put(
                            schema.toUpperCase(Locale.ROOT) + "_URL", "http://127.0.0.1:" + ports.of(service)));
        }
        return environment;
    }

    /// Spring properties that place the service on its ports; services listen on the loopback interface only.
    Map<String, String> properties(Instance instance) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.port", Integer.toString(instance.port()));
        if (instance.service() == Service.GATEWAY) {
            properties.put("management.server.port", Integer.toString(instance.managementPort()));
            properties.put("management.server.address", "127.0.0.1");
            // one machine plays all the visitors of a trial or a bench: 10,000 sockets from it are welcome
            properties.put("switchboard.socket.open-per-address", "12000");
            properties.put("switchboard.rate-limit.policies.sockets.limit", "60000");
            properties.put("switchboard.rate-limit.policies.beginnings.limit", "6000");
        } else {
            properties.put("server.address", "127.0.0.1");
        }
        return properties;
    }
}
