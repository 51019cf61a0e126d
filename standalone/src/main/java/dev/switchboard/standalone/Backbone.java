package dev.switchboard.standalone;

import dev.switchboard.common.messaging.TopicProvisioner;
import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.embedded.KafkaBroker;
import dev.switchboard.embedded.PostgresSettings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The servers that every service stands on, with the topics and the schemas made.
record Backbone(SupervisedPostgres postgres, KafkaBroker kafka) {
    static final String DATABASE = "switchboard";
    private static final int CONNECTIONS = 120;

    static PostgresSettings postgresSettings(Home home, PortPlan ports, Keys keys) {
        return new PostgresSettings(
                home.postgres(),
                home.log("postgres"),
                home.binaries(),
                ports.postgres(),
                keys.postgresPassword(),
                CONNECTIONS,
                true);
    }

    /// Starts both at once; each is given to `closing` as soon as it runs.
    ///
    /// @param changed called whenever one of them has a new process
    static Backbone start(Home home, PortPlan ports, Keys keys, Progress progress, Closing closing, Runnable changed) {
        CompletableFuture<SupervisedPostgres> postgres = Threads.inGroup("postgres", () -> {
            SupervisedPostgres server =
                    closing.add(SupervisedPostgres.start(postgresSettings(home, ports, keys), changed));
            createSchemas(server.address(), keys);
            progress.ready("postgres");
            return server;
        });
        CompletableFuture<KafkaBroker> kafka = Threads.inGroup("kafka", () -> {
            KafkaBroker broker = closing.add(
                    KafkaBroker.start(home.kafka(), ports.kafka(), ports.kafkaController(), ports.kafkaVia()));
            TopicProvisioner.provision(broker.bootstrap(), List.of());
            progress.ready("kafka");
            return broker;
        });
        try {
            CompletableFuture.allOf(postgres, kafka).join();
            return new Backbone(postgres.join(), kafka.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void createSchemas(DatabaseServer server, Keys keys) {
        server.createDatabase(DATABASE);
        server.createSchemas(
                DATABASE,
                Arrays.stream(Service.values())
                        .flatMap(service -> service.schema().stream())
                        .map(schema -> new DatabaseServer.Owner(schema, keys.rolePassword(schema)))
                        .toList());
    }
}
