package dev.switchboard.channel.crm;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.messaging.FactConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// `customer.updated` → contacts that are due.
@Configuration(proxyBeanMethods = false)
class CrmConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> crmContacts(FactConsumers consumers, Contacts contacts, List<Crm> crms) {
        List<String> providers =
                crms.stream().map(crm -> crm.application().provider()).toList();
        return consumers.oneByOne("crm-contacts", CustomerUpdated.class, fact -> contacts.follow(fact, providers));
    }
}
