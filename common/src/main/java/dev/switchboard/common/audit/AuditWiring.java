package dev.switchboard.common.audit;

import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/// The audit log's near end, in every service with an outbox.
@Configuration(proxyBeanMethods = false)
public class AuditWiring {
    @Bean
    Audit audit(Outbox outbox, TransactionalOperator transaction, Clock clock) {
        return new Audit(outbox, transaction, clock);
    }
}
