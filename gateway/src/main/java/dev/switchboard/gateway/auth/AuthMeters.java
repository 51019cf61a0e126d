package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is counted of credentials.
final class AuthMeters {
    private static final Logger LOG = LoggerFactory.getLogger(AuthMeters.class);

    private final MeterRegistry registry;

    AuthMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void refused(ProblemCode code) {
        registry.counter("switchboard.auth.refused", "code", code.text()).increment();
    }

    void exposedKey(UUID keyId) {
        LOG.warn("the secret key {} came from a browser and must be revoked", keyId);
        registry.counter("switchboard.auth.exposed.keys").increment();
    }
}
