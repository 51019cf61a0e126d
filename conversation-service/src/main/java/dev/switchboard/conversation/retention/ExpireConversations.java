package dev.switchboard.conversation.retention;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes what was said in conversations whose time is over, a few at a time, and tells the other services to do the
/// same.
@Service
class ExpireConversations {
    private final ExpiredConversations conversations;
    private final RetentionSettings settings;
    private final Outbox outbox;
    private final Clock clock;

    ExpireConversations(ExpiredConversations conversations, RetentionSettings settings, Outbox outbox, Clock clock) {
        this.conversations = conversations;
        this.settings = settings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// How many there were.
    @Transactional
    Mono<Integer> expire() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return conversations
                .lock(now, settings.batch())
                .collectList()
                .flatMap(expired -> Flux.fromIterable(byCustomer(expired).values())
                        .concatMap(of -> remove(of, now))
                        .then(Mono.just(expired.size())));
    }

    private record CustomerKey(UUID accountId, UUID customerId) {}

    private static Map<CustomerKey, List<Expired>> byCustomer(List<Expired> expired) {
        return expired.stream()
                .collect(Collectors.groupingBy(
                        e -> new CustomerKey(e.accountId(), e.customerId()), LinkedHashMap::new, Collectors.toList()));
    }

    private Mono<Void> remove(List<Expired> ofCustomer, Instant now) {
        List<UUID> all = ofCustomer.stream().map(Expired::conversationId).toList();
        return conversations
                .erase(with(ofCustomer, RetentionPolicy.Action.ERASE))
                .flatMap(erased -> conversations
                        .anonymise(with(ofCustomer, RetentionPolicy.Action.ANONYMISE))
                        .flatMap(anonymised -> conversations
                                .close(all, now)
                                .then(outbox.tell(facts(ofCustomer.getFirst(), all, now, erased, anonymised)))));
    }

    private static List<UUID> with(List<Expired> expired, RetentionPolicy.Action action) {
        return expired.stream()
                .filter(e -> e.action() == action)
                .map(Expired::conversationId)
                .toList();
    }

    private static List<Fact> facts(Expired of, List<UUID> conversations, Instant now, int erased, int anonymised) {
        return List.of(
                new CustomerUpdated.ConversationsExpired(
                        Ids.next(), of.accountId(), of.customerId(), now, conversations),
                new ErasureCompleted(
                        Ids.next(),
                        of.accountId(),
                        of.customerId(),
                        now,
                        "conversation-service",
                        Map.of(
                                "conversations_emptied",
                                conversations.size(),
                                "messages",
                                erased,
                                "messages_anonymised",
                                anonymised)));
    }
}
