package dev.switchboard.admin.twofactor;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the seeds of second factors stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class FactorSecrets {
    @Bean
    SealedColumn seeds() {
        return new SealedColumn("two_factor", "seed");
    }
}
