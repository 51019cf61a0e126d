package dev.switchboard.admin.subscription;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressRequest;
import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks an address whether it wants to be told, as Netia does: `{"event": "webhook:verify", "payload": "<64
/// characters>"}`.
/// It says yes by answering 2xx with the payload, bare or as `{"challenge": …}`.
@Component
class Challenge {
    private static final int LARGEST_ANSWER = 4 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EgressClient egress;
    private final SubscriptionSettings settings;

    Challenge(EgressClient egress, SubscriptionSettings settings) {
        this.egress = egress;
        this.settings = settings;
    }

    private record Body(String event, String payload) {}

    /// The reason why not; empty where the address has said yes. Fails with a problem of `url` for one that may not be
    /// called.
    Mono<String> refusal(String url) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String challenge = HexFormat.of().formatHex(random);
        byte[] body = WireJson.write(new Body("webhook:verify", challenge)).getBytes(StandardCharsets.UTF_8);
        EgressRequest request = EgressRequest.post(
                url, Map.of("Content-Type", "application/json"), body, settings.patience(), LARGEST_ANSWER);
        return egress.send(request)
                .filter(answer -> !accepts(answer, challenge))
                .map(answer -> answer.successful()
                        ? "It does not answer with the challenge"
                        : "It answers the challenge with " + answer.status())
                .onErrorResume(EgressFailed.class, failed -> Mono.just(failed.reason()))
                .onErrorMap(EgressRefused.class, Challenge::problem);
    }

    static Problem problem(EgressRefused refused) {
        Problem problem = Problem.field("url", refused.what());
        return refused.what().contains("private")
                ? problem.advise("The installation's operator can allow private addresses with EGRESS_ALLOW.")
                : problem;
    }

    private static boolean accepts(EgressAnswer answer, String challenge) {
        String text = answer.text().strip();
        return answer.successful() && (text.equals(challenge) || challenge.equals(named(text)));
    }

    private static String named(String text) {
        try {
            JsonNode json = WireJson.MAPPER.readTree(text);
            return json.isString() ? json.asString() : json.path("challenge").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }
}
