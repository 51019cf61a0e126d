package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.intake.IntakeSettings;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.MessageKeys;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Another system tells what a ticket's customer has said to it; recorded as if the customer had written itself.
@Service
public class RelayCustomer {
    private final Conversations conversations;
    private final RecordReceived recordReceived;
    private final MessageKeys keys;
    private final IntakeSettings settings;
    private final Clock clock;

    RelayCustomer(
            Conversations conversations,
            RecordReceived recordReceived,
            MessageKeys keys,
            IntakeSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.recordReceived = recordReceived;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param key names the message among those of its sender; with the same one it has one effect
    public record Relayed(UUID accountId, UUID ticketId, String key, String body) {}

    @Transactional
    public Mono<Conversation> relay(Relayed relayed) {
        return conversations
                .lock(relayed.accountId(), relayed.ticketId())
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Ticket")))
                .filter(held -> held.live() && !held.isPast(settings.reopenWindow(), clock.instant()))
                .switchIfEmpty(Mono.error(RelayCustomer::left))
                .flatMap(held -> Mono.deferContextual(context -> recordReceived.record(
                                List.of(new Received<>(said(held, relayed), Trace.header(context)))))
                        .then(Mono.defer(() -> recorded(held, relayed)))
                        .then(conversations.byId(relayed.accountId(), relayed.ticketId())));
    }

    private MessageReceived said(Conversation held, Relayed relayed) {
        return new MessageReceived.Said(
                Ids.next(),
                held.accountId(),
                held.address(),
                clock.instant(),
                relayed.key(),
                Profile.NOTHING,
                relayed.body(),
                List.of(),
                null,
                Map.of());
    }

    private Mono<Void> recorded(Conversation held, Relayed relayed) {
        DeduplicationKey name = DeduplicationKey.ofSender(held.accountId(), held.address(), relayed.key());
        return keys.named(List.of(name))
                .mapNotNull(found -> found.get(name))
                .filter(found -> found.isOf(relayed.body(), List.of())
                        && found.conversationId().equals(held.id()))
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.MESSAGE_ID_REUSED, "The key was used for another message before")
                                .advise("Use a new key for each message, and the same one only to repeat it.")))
                .then();
    }

    private static Problem left() {
        return Problem.of(ProblemCode.CONFLICT, "What the customer says belongs to another ticket by now")
                .advise("Open a new ticket, or find the customer's latest one.");
    }
}
