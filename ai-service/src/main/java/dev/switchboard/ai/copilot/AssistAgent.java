package dev.switchboard.ai.copilot;

import dev.switchboard.ai.copilot.Assistances.Kind;
import dev.switchboard.ai.model.AgentTask;
import dev.switchboard.ai.model.Asked;
import dev.switchboard.ai.model.Suggesting;
import dev.switchboard.ai.model.Suggestion;
import dev.switchboard.ai.model.Writing;
import dev.switchboard.ai.model.Written;
import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Helps an agent, and records what that cost. Nothing is sent to the customer.
@Component
class AssistAgent {
    private final Contexts contexts;
    private final Suggesting suggesting;
    private final Writing writing;
    private final Assistances assistances;

    AssistAgent(Contexts contexts, Suggesting suggesting, Writing writing, Assistances assistances) {
        this.contexts = contexts;
        this.suggesting = suggesting;
        this.writing = writing;
        this.assistances = assistances;
    }

    /// @param turns how many of the latest messages it sums up
    record Summary(Written written, int turns) {}

    Mono<Suggestion> suggest(Caller.Staff caller, UUID conversationId, @Nullable String question) {
        return contexts.of(caller.accountToChange(), conversationId, question)
                .flatMap(context -> suggesting.suggest(Asked.of(context)))
                .flatMap(suggestion -> assistances
                        .record(Kind.SUGGESTION, caller, suggestion.model(), suggestion.generation())
                        .thenReturn(suggestion));
    }

    Mono<Summary> summarize(Caller.Staff caller, UUID conversationId) {
        return contexts.of(caller.accountToChange(), conversationId, "")
                .flatMap(context -> recorded(
                                Kind.SUMMARY, caller, writing.summarize(caller.accountId(), context.history()))
                        .map(written -> new Summary(written, context.history().size())));
    }

    Mono<Written> rewrite(Caller.Staff caller, String text, AgentTask.Style style) {
        return recorded(Kind.REWRITE, caller, writing.rewrite(caller.accountToChange(), text, style));
    }

    Mono<Written> translate(Caller.Staff caller, String text, String language) {
        return recorded(Kind.TRANSLATION, caller, writing.translate(caller.accountToChange(), text, language));
    }

    private Mono<Written> recorded(Kind kind, Caller.Staff caller, Mono<Written> writing) {
        return writing.flatMap(written -> assistances
                .record(kind, caller, written.model(), written.generation())
                .thenReturn(written));
    }
}
