package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Received;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// Chains the acts that all services tell of.
@Configuration(proxyBeanMethods = false)
class AuditConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> auditRecords(FactConsumers consumers, AuditChains chains, KeyAddresses addresses) {
        return consumers.inBatches(
                "audit-entries",
                AuditRecorded.class,
                facts -> addresses
                        .news(facts.stream().map(Received::fact).toList())
                        .flatMap(chains::add));
    }
}
