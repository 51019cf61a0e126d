package dev.switchboard.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits until a service says that it is ready.
final class Readiness {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Readiness() {}

    /// @param failure a reason to wait no longer, or null
    /// @throws Refusal when the service failed or is not ready within five minutes
    static void await(String name, URI probe, Supplier<@Nullable String> failure) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            while (!answers(client, probe)) {
                String reason = failure.get();
                if (reason != null) {
                    throw new Refusal(name + " does not start: " + reason + ".");
                }
                if (System.nanoTime() > deadline) {
                    throw new Refusal(name + " is not ready after " + PATIENCE.toSeconds()
                            + " s; see `./switchboard logs " + name + "`.");
                }
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted while " + name + " starts.");
        }
    }

    static boolean answers(HttpClient client, URI probe) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
