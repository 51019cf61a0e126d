package dev.switchboard.conversation.csat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Draft;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.Message;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Asks a customer, with a message in the conversation that carries the token in its metadata. A conversation that was
/// opened again meanwhile, or whose inbox does not ask, is left alone.
@Service
class OfferSurveys {
    private final Surveys surveys;
    private final SurveySettings settings;
    private final Conversations conversations;
    private final Ledgers ledgers;
    private final Clock clock;

    OfferSurveys(Surveys surveys, SurveySettings settings, Conversations conversations, Ledgers ledgers, Clock clock) {
        this.surveys = surveys;
        this.settings = settings;
        this.conversations = conversations;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> offer(Survey survey) {
        return conversations
                .lockFree(Map.of(survey.conversationId(), survey.accountId()))
                .singleOrEmpty()
                .map(held -> offer(survey, held))
                .switchIfEmpty(Mono.fromSupplier(() -> gone(survey)))
                .flatMap(offered -> offered);
    }

    /// Somebody else deals with it right now, or it was erased.
    private Mono<Void> gone(Survey survey) {
        return conversations
                .byId(survey.accountId(), survey.conversationId())
                .hasElement()
                .flatMap(there -> there ? Mono.empty() : surveys.drop(survey));
    }

    private Mono<Void> offer(Survey survey, Conversation held) {
        if (!held.desk().status().isClosed()) {
            return surveys.drop(survey);
        }
        return settings.of(held.accountId())
                .filter(setting -> setting.inboxId().equals(held.address().inboxId()))
                .next()
                .map(setting -> ask(survey, setting, held))
                .switchIfEmpty(Mono.fromSupplier(() -> surveys.drop(survey)))
                .flatMap(asked -> asked);
    }

    private Mono<Void> ask(Survey survey, SurveySetting setting, Conversation held) {
        Ledger ledger = new Ledger(clock.instant());
        ledger.hold(held);
        Map<String, String> metadata =
                Map.of("type", "csat", "csat_id", survey.id().toString(), "csat_token", survey.token());
        Draft draft = new Draft(
                Author.system(),
                Kind.REPLY,
                setting.question(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                metadata,
                null);
        Message _ = ledger.record(held.id(), draft, Trace.start().header());
        return surveys.offered(survey, setting.inboxId(), held.lease().agentId(), setting.question(), ledger.at())
                .filter(first -> first)
                .flatMap(_ -> ledgers.write(ledger));
    }
}
