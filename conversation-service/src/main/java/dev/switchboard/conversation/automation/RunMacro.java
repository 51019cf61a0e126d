package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.automation.ActOnConversation.Actor;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// An agent does all of a macro to a conversation, or nothing of it.
@Service
public class RunMacro {
    private final Macros macros;
    private final Conversations conversations;
    private final ActOnConversation acts;
    private final Clock clock;

    RunMacro(Macros macros, Conversations conversations, ActOnConversation acts, Clock clock) {
        this.macros = macros;
        this.conversations = conversations;
        this.acts = acts;
        this.clock = clock;
    }

    @Transactional
    public Mono<Conversation> run(UUID accountId, UUID macroId, UUID conversationId, Author by) {
        return macros.byId(accountId, macroId)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(macro -> conversations
                        .lock(accountId, conversationId)
                        .switchIfEmpty(Mono.error(() -> Problem.field("conversation_id", "does not exist")))
                        .flatMap(held -> run(macro, held, by)));
    }

    private Mono<Conversation> run(Macro macro, Conversation held, Author by) {
        return Mono.deferContextual(context -> {
            Ledger ledger = new Ledger(clock.instant());
            ledger.hold(held);
            Actor actor = new Actor(by, Map.of("macro_id", macro.id().toString()), Trace.header(context));
            return Flux.fromIterable(macro.actions())
                    .concatMap(action -> acts.act(action, held.id(), ledger, actor))
                    .then(Mono.defer(() -> acts.conclude(held, ledger, actor)))
                    .then(Mono.fromSupplier(() -> ledger.conversation(held.id())));
        });
    }
}
