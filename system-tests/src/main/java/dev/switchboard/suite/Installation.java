package dev.switchboard.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// A data folder and the ports of a suite, running or not.
///
/// @param portOffset what every fixed port is moved by
/// @param settings environment variables for the launcher and the services
public record Installation(Path home, int portOffset, int gatewayPort, Map<String, String> settings) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Integer> PORTS = List.of(
            8080, 8090, 8100, 8101, 8102, 8103, 8104, 8105, 8110, 8111, 8112, 8113, 8114, 8115, 8190, 15432, 19092,
            19093);

    public Installation(Path home, int portOffset, int gatewayPort) {
        this(home, portOffset, gatewayPort, Map.of());
    }

    public Installation with(Map<String, String> changed) {
        return new Installation(home, portOffset, gatewayPort, changed);
    }

    /// The one that `./switchboard` without settings means.
    public static Installation ofEnvironment() {
        int offset = number("SWITCHBOARD_PORT_OFFSET").orElse(0);
        Path home = Optional.ofNullable(System.getenv("SWITCHBOARD_HOME"))
                .map(Path::of)
                .orElse(root().resolve(".switchboard"));
        return new Installation(home, offset, number("SWITCHBOARD_PORT").orElse(8080 + offset));
    }

    /// An empty data folder, kept for a look at its logs until the next clean build, on ports that nobody listens on.
    public static Installation fresh() {
        try {
            int offset = freeOffset();
            Path suites = Files.createDirectories(root().resolve("system-tests/target/suites"));
            return new Installation(Files.createTempDirectory(suites, "home-"), offset, 8080 + offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs one of the launcher's commands to its end.
    public Outcome run(String... words) {
        try {
            Process process = command(List.of(words)).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts the suite and returns when it is ready.
    ///
    /// @param options those of the `up` command
    public RunningSuite up(String... options) {
        List<String> words = new ArrayList<>(List.of("up"));
        words.addAll(List.of(options));
        File output = home.resolve("up.out").toFile();
        try {
            Process launcher = command(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                    .start();
            return RunningSuite.await(this, launcher, output.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the gateway says that it is ready: a look that costs less than a `status`.
    public boolean isUp() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(http("/api/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public SuiteStatus status() {
        return JSON.readValue(run("status", "--json").output(), SuiteStatus.class);
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + gatewayPort + path);
    }

    public URI socket(String query) {
        return URI.create("ws://127.0.0.1:" + gatewayPort + "/ws?" + query);
    }

    /// @param port the documented one, as in `8102` for channel-service
    public URI loopback(int port, String path) {
        return URI.create("http://127.0.0.1:" + (port + portOffset) + path);
    }

    public String kafka() {
        return "127.0.0.1:" + (19092 + portOffset);
    }

    public String jdbc() {
        return "jdbc:postgresql://127.0.0.1:" + (15432 + portOffset) + "/switchboard";
    }

    /// The password of the embedded PostgreSQL's superuser `postgres`.
    public String databasePassword() {
        try {
            return Files.readString(home.resolve("postgres-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(List<String> words) {
        List<String> command =
                new ArrayList<>(List.of(root().resolve("switchboard").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(root().toFile());
        builder.environment().putAll(settings);
        builder.environment().put("SWITCHBOARD_HOME", home.toString());
        builder.environment().put("SWITCHBOARD_PORT_OFFSET", Integer.toString(portOffset));
        builder.environment().put("SWITCHBOARD_PORT", Integer.toString(gatewayPort));
        // what the build that runs this has just made is what is meant
        builder.environment().put("SWITCHBOARD_BUILD", "off");
        // voice messages go to the emulated model; OPENAI_* stays unset, so that answers come from the articles
        builder.environment()
                .put("TRANSCRIPTION_BASE_URL", loopback(8190, "/v1").toString());
        builder.environment().put("TRANSCRIPTION_API_KEY", "demo-openai-key");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /// The folder of the checkout, seen from it or from one of its modules.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("switchboard"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("run this inside of the checkout"));
        }
        return folder;
    }

    /// Below the range from which the system takes ports for outgoing connections.
    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(500, 12_000))
                .limit(1_000)
                .filter(offset -> PORTS.stream().allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free range of ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Integer> number(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(v -> !v.isBlank())
                .map(Integer::valueOf);
    }
}
