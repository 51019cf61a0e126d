package dev.switchboard.conversation.sla;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.ConversationUpdated.Created;
import dev.switchboard.common.contract.ConversationUpdated.PriorityChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.hours.WorkCalendars;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps the clocks by the facts of the conversations, in the running transaction and off the messages' way.
@Service
public class FollowPromises {
    private final SlaPolicies policies;
    private final SlaClocks clocks;
    private final WorkCalendars calendars;
    private final Conversations conversations;

    FollowPromises(SlaPolicies policies, SlaClocks clocks, WorkCalendars calendars, Conversations conversations) {
        this.policies = policies;
        this.clocks = clocks;
        this.calendars = calendars;
        this.conversations = conversations;
    }

    public static boolean concerns(ConversationUpdated fact) {
        return fact instanceof Created || fact instanceof StatusChanged || fact instanceof PriorityChanged;
    }

    public static boolean concerns(MessageCreated message) {
        return message.author().kind() == Author.Kind.AGENT && message.kind() == MessageCreated.Kind.REPLY;
    }

    public Mono<Void> follow(List<ConversationUpdated> facts) {
        if (facts.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, UUID> accounts = new HashMap<>();
        facts.forEach(fact -> accounts.put(fact.conversationId(), fact.accountId()));
        Set<UUID> concerned = new HashSet<>(accounts.values());
        return clocks.lock(accounts)
                .flatMap(held -> policies.of(concerned)
                        .collectList()
                        .flatMap(promised -> calendars.of(concerned).flatMap(hours -> {
                            Round round = new Round(held, promised, hours);
                            return late(facts, held)
                                    .doOnNext(round::know)
                                    .then(Mono.fromRunnable(() -> facts.forEach(round::take)))
                                    .then(Mono.defer(() -> clocks.save(round.changed())));
                        })));
    }

    /// Conversations whose new priority may be the first one that something is promised to.
    private Flux<Conversation> late(List<ConversationUpdated> facts, Map<UUID, SlaClock> held) {
        return Flux.fromIterable(facts)
                .filter(fact -> fact instanceof PriorityChanged && !held.containsKey(fact.conversationId()))
                .concatMap(fact -> conversations.byId(fact.accountId(), fact.conversationId()));
    }

    /// The first reply of a person; one that comes before its clock is found when the clock runs out.
    public Mono<Void> replied(List<MessageCreated> replies) {
        if (replies.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, UUID> accounts = new HashMap<>();
        replies.forEach(reply -> accounts.put(reply.conversationId(), reply.accountId()));
        return clocks.lock(accounts).flatMap(held -> {
            Round round = new Round(held, List.of(), new WorkCalendars.Shelf(Map.of()));
            replies.forEach(
                    reply -> round.change(reply.conversationId(), clock -> clock.responded(reply.occurredAt())));
            return clocks.save(round.changed());
        });
    }

    /// The clocks of one batch.
    private static final class Round {
        private final Map<UUID, SlaClock> held;
        private final List<SlaPolicy> policies;
        private final WorkCalendars.Shelf hours;
        private final Map<UUID, Conversation> late = new HashMap<>();
        private final Set<UUID> changed = new HashSet<>();

        Round(Map<UUID, SlaClock> held, List<SlaPolicy> policies, WorkCalendars.Shelf hours) {
            this.held = held;
            this.policies = policies;
            this.hours = hours;
        }

        void know(Conversation conversation) {
            late.put(conversation.id(), conversation);
        }

        void take(ConversationUpdated fact) {
            if (fact instanceof Created created) {
                begin(
                        created.accountId(),
                        created.conversationId(),
                        created.address().inboxId(),
                        Priority.MEDIUM,
                        created.occurredAt());
            } else if (fact instanceof StatusChanged to) {
                Status status = Status.valueOf(to.status().toUpperCase(Locale.ROOT));
                change(to.conversationId(), clock -> stands(clock, status, to.occurredAt()));
            } else if (fact instanceof PriorityChanged to) {
                takes(to, Priority.valueOf(to.priority().toUpperCase(Locale.ROOT)));
            }
        }

        private void takes(PriorityChanged to, Priority priority) {
            Conversation conversation = late.get(to.conversationId());
            if (conversation != null && !held.containsKey(conversation.id())) {
                UUID inbox = conversation.address().inboxId();
                begin(to.accountId(), conversation.id(), inbox, priority, conversation.createdAt());
                change(
                        conversation.id(),
                        clock -> stands(clock, conversation.desk().status(), to.occurredAt()));
                return;
            }
            change(
                    to.conversationId(),
                    clock -> SlaPolicy.of(of(clock.accountId()), clock.inboxId(), priority)
                            .map(policy -> clock.under(policy.terms(), calendar(clock, policy.terms())))
                            .orElse(clock));
        }

        private void begin(UUID account, UUID conversation, UUID inbox, Priority priority, Instant at) {
            SlaPolicy.of(of(account), inbox, priority)
                    .filter(_ -> !held.containsKey(conversation))
                    .ifPresent(policy -> {
                        SlaClock begun = SlaClock.begin(account, conversation, inbox, policy.terms(), at);
                        held.put(conversation, begun.reckoned(calendar(begun, policy.terms())));
                        changed.add(conversation);
                    });
        }

        private SlaClock stands(SlaClock clock, Status status, Instant at) {
            return switch (status) {
                case NEW, OPEN -> clock.resumed(at, calendar(clock, clock.terms()));
                case PENDING_CUSTOMER, SNOOZED -> clock.paused(at);
                case RESOLVED, CLOSED -> clock.resolved(at);
            };
        }

        private List<SlaPolicy> of(UUID account) {
            return policies.stream().filter(p -> p.accountId().equals(account)).toList();
        }

        private WorkCalendar calendar(SlaClock clock, SlaTerms terms) {
            WorkCalendar set = terms.businessTime() ? hours.of(clock.accountId(), clock.inboxId()) : null;
            return set == null ? WorkCalendar.ALWAYS : set;
        }

        void change(UUID conversation, UnaryOperator<SlaClock> act) {
            SlaClock clock = held.get(conversation);
            if (clock != null) {
                held.put(conversation, act.apply(clock));
                changed.add(conversation);
            }
        }

        Collection<SlaClock> changed() {
            return changed.stream().map(held::get).toList();
        }
    }
}
