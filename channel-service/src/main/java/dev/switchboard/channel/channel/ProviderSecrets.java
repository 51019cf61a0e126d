package dev.switchboard.channel.channel;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the settings of provider accounts stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class ProviderSecrets {
    @Bean
    SealedColumn providerSettings() {
        return new SealedColumn("provider_account", "settings");
    }
}
