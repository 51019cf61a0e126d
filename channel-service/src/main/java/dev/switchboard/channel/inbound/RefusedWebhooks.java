package dev.switchboard.channel.inbound;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts webhooks that prove nothing, and answers them all alike.
@Component
public class RefusedWebhooks {
    private final MeterProvider<Counter> refused;

    RefusedWebhooks(MeterRegistry meters) {
        this.refused = Counter.builder("switchboard.webhook.refused")
                .description("Webhooks of providers that prove nothing")
                .withRegistry(meters);
    }

    public enum Reason {
        NO_SIGNATURE,
        WRONG_SIGNATURE,
        MALFORMED,
        UNKNOWN_ACCOUNT
    }

    public Problem refuse(String provider, Reason reason) {
        refused.withTags("provider", provider, "reason", reason.name().toLowerCase(Locale.ROOT))
                .increment();
        return Problem.of(ProblemCode.INVALID_SIGNATURE, "The signature of the webhook is missing or wrong");
    }
}
