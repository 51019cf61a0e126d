package dev.switchboard.admin.audit;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Now and then trims the chains, and writes each head that has moved to the service's log: a place outside of the
/// database, against which a chain can be verified.
@Component
class AuditWatch implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(AuditWatch.class);

    private final AuditChains chains;
    private final TrimChains trim;
    private final KeyAddresses addresses;
    private final AuditSettings settings;
    private final Clock clock;
    private final Map<UUID, Long> told = new HashMap<>();

    AuditWatch(AuditChains chains, TrimChains trim, KeyAddresses addresses, AuditSettings settings, Clock clock) {
        this.chains = chains;
        this.trim = trim;
        this.addresses = addresses;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Void> round() {
        Instant before = clock.instant().minus(settings.keep());
        return chains.accounts()
                .concatMap(account -> trim.trim(account, before).then(chains.head(account)))
                .doOnNext(this::tell)
                .then(addresses.forgetBefore(before));
    }

    private void tell(Head head) {
        Long before = told.put(head.accountId(), head.number());
        if (before == null || before != head.number()) {
            LOG.info("audit log of {} ends at {} with {}", head.accountId(), head.number(), head.hash());
        }
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }
}
