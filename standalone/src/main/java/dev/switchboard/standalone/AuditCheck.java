package dev.switchboard.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.WireJson;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Has the running suite go through the audit log of every account, and says what it found.
final class AuditCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final OperatorClient client;
    private final Progress progress;

    AuditCheck(OperatorClient client, Progress progress) {
        this.client = client;
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
        HttpResponse<String> answer = client.answer(Service.ADMIN, "GET", "/audit/verify", PATIENCE);
        if (answer.statusCode() != 200) {
            throw new Refusal("admin-service answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
