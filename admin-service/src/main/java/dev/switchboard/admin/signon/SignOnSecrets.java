package dev.switchboard.admin.signon;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the verifiers of browsers on their way stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class SignOnSecrets {
    @Bean
    SealedColumn verifiers() {
        return new SealedColumn("sign_on_state", "verifier");
    }
}
