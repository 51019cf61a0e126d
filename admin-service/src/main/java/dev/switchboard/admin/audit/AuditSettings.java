package dev.switchboard.admin.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param keep how long an entry is kept; then it goes, and the chain is verified from the first that is left
/// @param sweep how often old entries are looked for, and the heads of the chains are written to the service's log
@ConfigurationProperties("switchboard.audit")
record AuditSettings(
        @DefaultValue("730d") Duration keep,
        @DefaultValue("1h") Duration sweep) {}
