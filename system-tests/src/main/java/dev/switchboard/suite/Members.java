package dev.switchboard.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What the launcher has written down about its processes: a look that starts no JVM, as `status` does.
///
/// @param pid the launcher's
public record Members(long pid, boolean ready, List<Member> members) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param probe answers 200 once the member is ready; empty for the servers
    public record Member(String name, long pid, int port, String probe) {
        public boolean isUp() {
            if (probe.isEmpty()) {
                return ProcessHandle.of(pid).isPresent();
            }
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(probe))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                return CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    public static Members of(Installation suite) {
        try {
            return JSON.readValue(Files.readString(suite.home().resolve("run.json")), Members.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Member named(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + members));
    }

    /// The instances of services, without the servers and the emulators.
    public List<Member> services() {
        return members.stream().filter(member -> !member.probe().isEmpty()).toList();
    }
}
