package dev.switchboard.common.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

/// Webhooks that prove nothing, counted alike in every service that takes some.
public final class WebhookRefusals {
    private final MeterProvider<Counter> refused;

    public WebhookRefusals(MeterRegistry meters) {
        this.refused = Counter.builder("switchboard.webhook.refused")
                .description("Webhooks of providers that prove nothing")
                .withRegistry(meters);
    }

    /// @param reason one of few
    public Counter of(String provider, String reason) {
        return refused.withTags("provider", provider, "reason", reason);
    }
}
