package dev.switchboard.admin.billing;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param webhookSecrets what Stripe signs with (`whsec_…`), two while one is rolled; none refuses every webhook
/// @param tolerance how old a signature may be, and how far ahead of our clock
@ConfigurationProperties("switchboard.stripe")
record StripeSettings(
        @DefaultValue List<String> webhookSecrets,
        @DefaultValue("5m") Duration tolerance) {
    @Override
    public String toString() {
        return "StripeSettings[tolerance=" + tolerance + "]";
    }
}
