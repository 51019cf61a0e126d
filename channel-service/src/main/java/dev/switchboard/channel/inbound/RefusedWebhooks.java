package dev.switchboard.channel.inbound;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.WebhookRefusals;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts webhooks that prove nothing, and answers them all alike.
@Component
public class RefusedWebhooks {
    private final WebhookRefusals refused;

    RefusedWebhooks(MeterRegistry meters) {
        this.refused = new WebhookRefusals(meters);
    }

    public enum Reason {
        NO_SIGNATURE,
        WRONG_SIGNATURE,
        MALFORMED,
        UNKNOWN_ACCOUNT
    }

    public Problem refuse(String provider, Reason reason) {
        refused.of(provider, reason.name().toLowerCase(Locale.ROOT)).increment();
        return Problem.of(ProblemCode.INVALID_SIGNATURE, "The signature of the webhook is missing or wrong");
    }
}
