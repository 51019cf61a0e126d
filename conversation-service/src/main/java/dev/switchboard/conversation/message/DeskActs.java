package dev.switchboard.conversation.message;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.common.messaging.Outbox;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes into the audit log what somebody of the account does to conversations by a request: it follows from the facts
/// that the request leads to. What sockets say, and what the suite does by itself, no request asks for.
@Component
class DeskActs {
    private final Audit audit;

    DeskActs(Audit audit) {
        this.audit = audit;
    }

    Mono<Void> tell(List<Outbox.Traced> facts) {
        return Mono.deferContextual(context -> {
            Origin origin = Origin.of(context);
            if (origin == null || !(origin.caller() instanceof Caller.Staff staff)) {
                return Mono.empty();
            }
            return Flux.fromStream(facts.stream().flatMap(traced -> act(traced.fact())))
                    .concatMap(act -> audit.tell(staff.accountId(), act))
                    .then();
        });
    }

    private static Stream<Act> act(Fact fact) {
        return switch (fact) {
            case ConversationUpdated.StatusChanged changed ->
                Stream.of(on(changed, "conversation.status_changed").changed("status", null, changed.status()));
            case ConversationUpdated.PriorityChanged changed ->
                Stream.of(on(changed, "conversation.priority_changed").changed("priority", null, changed.priority()));
            case ConversationUpdated.OwnerChanged changed ->
                Stream.of(on(changed, "conversation.assigned")
                        .changed("owner", null, changed.owner())
                        .changed("agent", null, changed.agentId()));
            case ConversationUpdated.DetailsChanged changed ->
                Stream.of(on(changed, "conversation.changed").changed(changed.changed()));
            case MessageUpdated.Edited edited ->
                Stream.of(
                        Act.of("message.edited", "message", edited.messageId()).changed("body"));
            case MessageUpdated.Deleted deleted -> Stream.of(Act.of("message.deleted", "message", deleted.messageId()));
            default -> Stream.empty();
        };
    }

    private static Act on(ConversationUpdated fact, String action) {
        return Act.of(action, "conversation", fact.conversationId());
    }
}
