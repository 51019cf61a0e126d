package dev.switchboard.channel.inbound;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The sealed bytes of webhooks go along when the master key changes, or nobody could replay them.
@Configuration(proxyBeanMethods = false)
class InboundSecrets {
    @Bean
    SealedColumn inboundBytes() {
        return new SealedColumn("inbound_webhook", "sealed");
    }
}
