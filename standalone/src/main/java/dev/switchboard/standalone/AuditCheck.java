package dev.switchboard.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.service.InternalTokenFilter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Has the running suite go through the audit log of every account, and says what it found.
final class AuditCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final PortPlan ports;
    private final String token;
    private final Progress progress;

    AuditCheck(PortPlan ports, Keys keys, Progress progress) {
        this.ports = ports;
        this.token = new Tokens(keys.base(), Clock.systemUTC())
                .mint(Tokens.Audience.INTERNAL, new Caller.Operator(), Duration.ofMinutes(5));
        this.progress = progress;
    }

    private record Chain(
            @JsonProperty("account_id") String accountId,
            boolean intact,
            long entries,
            long last,
            String hash,
            @JsonProperty("broken_at") @Nullable Long brokenAt,
            @Nullable String broken) {
        String line() {
            return intact
                    ? accountId + "  intact, " + entries + " entries, ends at " + last + " with " + hash
                    : accountId + "  BROKEN at " + brokenAt + ": " + broken;
        }
    }

    /// @return 0 where every log is intact, else 1
    int run() {
        boolean intact = true;
        Chain[] chains = WireJson.read(answer(), Chain[].class);
        for (Chain chain : chains) {
            progress.line(chain.line());
            intact &= chain.intact();
        }
        if (chains.length == 0) {
            progress.line("No account has an audit log yet.");
        }
        return intact ? 0 : 1;
    }

    private String answer() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.of(Service.ADMIN) + "/internal/audit/verify"))
                .timeout(PATIENCE)
                .header(InternalTokenFilter.HEADER, token)
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Refusal("admin-service answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new Refusal("Switchboard does not answer; start it with ./switchboard up.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted.");
        }
    }
}
