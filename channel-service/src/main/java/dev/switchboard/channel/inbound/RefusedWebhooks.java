package dev.switchboard.channel.inbound;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts webhooks that prove nothing, and answers them all alike.
@Component
public class RefusedWebhooks {
    private final MeterRegistry meters;

    RefusedWebhooks(MeterRegistry meters) {
        this.meters = meters;
    }

    public enum Reason {
        NO_SIGNATURE,
        WRONG_SIGNATURE,
        MALFORMED,
        UNKNOWN_ACCOUNT
    }

    public Problem refuse(String provider, Reason reason) {
        meters.counter(
                        "switchboard.webhook.refused",
                        "provider",
                        provider,
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT))
                .increment();
        return Problem.of(ProblemCode.INVALID_SIGNATURE, "The signature of the webhook is missing or wrong");
    }
}
