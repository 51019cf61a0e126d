package dev.switchboard.admin.subscription;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the signing secrets of subscriptions stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class SubscriptionSecrets {
    @Bean
    SealedColumn signingSecrets() {
        return new SealedColumn("event_subscription", "secret");
    }

    @Bean
    SealedColumn previousSigningSecrets() {
        return new SealedColumn("event_subscription", "previous_secret");
    }
}
