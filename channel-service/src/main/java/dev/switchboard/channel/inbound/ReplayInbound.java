package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads webhooks of the log again, as today's code reads them. Doing it twice has no more effect than once.
@Component
class ReplayInbound {
    static final int MOST = 1000;

    private final InboundLog log;
    private final ProviderAccounts accounts;
    private final Map<String, InboundReader> readers;
    private final RecordInbound recordInbound;

    ReplayInbound(InboundLog log, ProviderAccounts accounts, List<InboundReader> readers, RecordInbound recordInbound) {
        this.log = log;
        this.accounts = accounts;
        this.readers = readers.stream().collect(Collectors.toMap(InboundReader::provider, Function.identity()));
        this.recordInbound = recordInbound;
    }

    /// Fails with `NOT_FOUND` where the log has no such webhook any more, or its inbox is not connected any more.
    Mono<Void> one(UUID accountId, UUID id) {
        return log.open(accountId, id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Webhook " + id)))
                .flatMap(kept -> accounts.ofInbox(accountId, kept.inboxId())
                        .flatMap(account -> Mono.justOrEmpty(readers.get(account.provider()))
                                .flatMap(reader -> reader.events(account, Hook.recorded(kept.body())))
                                .map(events -> new Read(account, events)))
                        .switchIfEmpty(Mono.error(() -> Problem.notFound("A connection of inbox " + kept.inboxId()))))
                .flatMap(read -> recordInbound.replay(read.account(), id, read.events()));
    }

    private record Read(ProviderAccount account, List<Inbound> events) {}

    /// The first thousand of a span, oldest first.
    ///
    /// @return how many were replayed
    Mono<Long> span(UUID accountId, Instant from, Instant to) {
        return log.between(accountId, from, to, MOST)
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> one(accountId, id).thenReturn(id))
                .count();
    }
}
