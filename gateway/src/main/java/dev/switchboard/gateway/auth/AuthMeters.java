package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is counted of credentials.
final class AuthMeters {
    private static final Logger LOG = LoggerFactory.getLogger(AuthMeters.class);

    private final MeterProvider<Counter> refused;
    private final Counter exposedKeys;

    AuthMeters(MeterRegistry registry) {
        refused = Counter.builder("switchboard.auth.refused")
                .description("Requests and sockets whose credential was refused, and why")
                .withRegistry(registry);
        refused.withTag("code", ProblemCode.UNAUTHENTICATED.text());
        exposedKeys = Counter.builder("switchboard.auth.exposed.keys")
                .description("Requests with a secret key that came from a browser: the key must be revoked")
                .register(registry);
    }

    void refused(ProblemCode code) {
        refused.withTag("code", code.text()).increment();
    }

    void exposedKey(UUID keyId) {
        LOG.warn("the secret key {} came from a browser and must be revoked", keyId);
        exposedKeys.increment();
    }
}
