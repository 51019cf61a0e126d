package dev.switchboard.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// A Kafka of our own in this JVM: one node that is broker and controller (KRaft), on the loopback interface, with its
/// logs in a folder that outlives it.
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final KafkaRaftServer server;
    private final String bootstrap;

    private KafkaBroker(KafkaRaftServer server, String bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    /// Returns when the broker takes requests.
    ///
    /// @throws ServerFailed when the folder is damaged or a port is taken
    public static KafkaBroker start(Path data, int port, int controllerPort) {
        return start(data, port, controllerPort, port);
    }

    /// @param via the port under which clients reach it, where a proxy stands before it
    public static KafkaBroker start(Path data, int port, int controllerPort, int via) {
        String listener = "127.0.0.1:" + port;
        String bootstrap = "127.0.0.1:" + via;
        try {
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(data);
            }
            return new KafkaBroker(
                    started(new KafkaConfig(settings(data, listener, bootstrap, "127.0.0.1:" + controllerPort), false)),
                    bootstrap);
        } catch (ServerFailed e) {
            throw e;
        } catch (Exception e) {
            throw damaged(data, String.valueOf(e.getMessage()).split("\\.( |$)", 2)[0], e);
        }
    }

    /// What to do when Kafka finds that it cannot go on (a full disk, an unreadable log). It would halt the JVM, which
    /// would leave everything else in it without a stop.
    ///
    /// @param action called once, however many parts of it find that
    public static void onFatalFault(Consumer<String> action) {
        AtomicBoolean told = new AtomicBoolean();
        Exit.Procedure procedure = (_, message) -> {
            if (told.compareAndSet(false, true)) {
                action.accept(message == null ? "see its log" : message);
            }
        };
        Exit.setHaltProcedure(procedure);
        Exit.setExitProcedure(procedure);
    }

    private static KafkaRaftServer started(KafkaConfig config) {
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    private static ServerFailed damaged(Path data, String reason, @Nullable Throwable cause) {
        return new ServerFailed(
                "Kafka does not start on the data folder " + data + ": " + reason
                        + ". If the folder is damaged, restore it from a backup or start over with"
                        + " `./switchboard reset`.",
                cause);
    }

    public String bootstrap() {
        return bootstrap;
    }

    /// Stops it, and waits for that 20 s at most: a broker whose log can no longer be written waits five minutes
    /// for its own controller. What it took is in its files either way.
    @Override
    public void close() {
        Thread stop = Thread.ofPlatform().daemon().name("kafka-stop").start(() -> {
            server.shutdown();
            server.awaitShutdown();
        });
        try {
            boolean _ = stop.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void format(Path data) throws IOException {
        Files.createDirectories(data);
        if (!Folders.isEmpty(data)) {
            throw damaged(data, "meta.properties is missing", null);
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServerFailed("Cannot prepare the Kafka folder " + data + ": " + e.getMessage(), e);
        }
    }

    /// One node, so one replica of everything; buffers, threads and log segments for a small machine.
    private static Map<String, String> settings(Path data, String listener, String bootstrap, String controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + bootstrap),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.partitions", "6"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("num.replica.fetchers", "1"),
                Map.entry("background.threads", "1"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("log.cleaner.io.buffer.size", "65536"),
                Map.entry("log.segment.bytes", "33554432"),
                Map.entry("log.index.size.max.bytes", "131072"),
                Map.entry("metadata.log.max.record.bytes.between.snapshots", "1048576"),
                // an idle controller writes a record twice a second unless told not to
                Map.entry("metadata.max.idle.interval.ms", "0"),
                Map.entry("controller.quorum.election.timeout.ms", "100"),
                Map.entry("controller.quorum.election.backoff.max.ms", "50"),
                Map.entry("queued.max.requests", "100"),
                Map.entry("socket.send.buffer.bytes", "65536"),
                Map.entry("socket.receive.buffer.bytes", "65536"));
    }
}
