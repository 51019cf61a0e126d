package dev.switchboard.admin.mail;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where sealed letters stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class MailSecrets {
    @Bean
    SealedColumn letters() {
        return new SealedColumn("mail_job", "letter");
    }
}
