package dev.switchboard.channel.crm;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Brings contacts that are due to their CRMs and back, those of one account together.
@Component
class CrmWorkers implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(CrmWorkers.class);

    private final Contacts contacts;
    private final SyncContacts syncContacts;
    private final CrmSettings settings;

    CrmWorkers(Contacts contacts, SyncContacts syncContacts, CrmSettings settings) {
        this.contacts = contacts;
        this.syncContacts = syncContacts;
        this.settings = settings;
    }

    private record Whose(UUID accountId, String provider) {}

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return contacts.claim()
                .collectMultimap(contact -> new Whose(contact.accountId(), contact.provider()))
                .flatMapIterable(Map::values)
                .flatMap(batch -> sync(List.copyOf(batch)), settings.workers())
                .then();
    }

    /// What fails unforeseen waits for the end of its lease.
    private Mono<Void> sync(List<Contact> batch) {
        return Mono.defer(() -> syncContacts.sync(batch))
                .doOnError(error -> LOG.warn("{} contacts wait for their lease", batch.size(), error))
                .onErrorComplete();
    }
}
