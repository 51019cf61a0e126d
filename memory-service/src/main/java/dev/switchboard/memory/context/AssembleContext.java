package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.Knowledge;
import dev.switchboard.memory.memory.Memories;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Remembers what was said, and gathers for each question that the bot is to answer all that may help: earlier turns,
/// memories and passages. It works in the running transaction, searches in memory, and calls nobody.
@Component
public class AssembleContext {
    private static final int SEARCHES = 4;

    private final Turns turns;
    private final Memories memories;
    private final Knowledge knowledge;
    private final Outbox outbox;
    private final ContextSettings settings;
    private final Clock clock;

    AssembleContext(
            Turns turns, Memories memories, Knowledge knowledge, Outbox outbox, ContextSettings settings, Clock clock) {
        this.turns = turns;
        this.memories = memories;
        this.knowledge = knowledge;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    private record Question(Received<MessageCreated> received, List<Passage> passages) {
        MessageCreated message() {
            return received.fact();
        }
    }

    public Mono<Void> of(List<Received<MessageCreated>> messages) {
        return Flux.fromIterable(messages)
                .filter(received -> isForTheBot(received.fact()))
                .flatMapSequential(this::search, SEARCHES)
                .collectList()
                .flatMap(questions -> turns.keep(said(messages)).then(tell(questions)));
    }

    private static boolean isForTheBot(MessageCreated message) {
        return message.owner() == Owner.BOT
                && message.kind() == MessageCreated.Kind.REPLY
                && message.author().kind() == Author.Kind.CUSTOMER;
    }

    /// Notes are not for the customer, and an old hand-over notice in a bot's history makes it hand over again.
    private static List<MessageCreated> said(List<Received<MessageCreated>> messages) {
        return messages.stream()
                .map(Received::fact)
                .filter(message -> message.kind() == MessageCreated.Kind.REPLY
                        && message.author().kind() != Author.Kind.SYSTEM)
                .toList();
    }

    private Mono<Question> search(Received<MessageCreated> received) {
        MessageCreated message = received.fact();
        return knowledge
                .search(message.accountId(), message.body(), settings.passages(), settings.perArticle())
                .map(findings -> new Question(
                        received,
                        findings.stream().map(AssembleContext::passage).toList()));
    }

    private static Passage passage(Finding finding) {
        Source source = new Source(finding.articleId(), finding.title(), finding.url(), finding.relevance());
        return new Passage(source, finding.text(), finding.category());
    }

    private Mono<Void> tell(List<Question> questions) {
        if (questions.isEmpty()) {
            return Mono.empty();
        }
        return turns.before(questions.stream().map(Question::message).toList())
                .flatMap(histories -> Flux.fromIterable(questions)
                        .concatMap(question -> known(question.message())
                                .map(facts -> context(
                                        question,
                                        histories.getOrDefault(
                                                question.message().messageId(), List.of()),
                                        facts)))
                        .collectList())
                .flatMap(outbox::tellTraced);
    }

    /// Memories belong to an id that the channel or a token vouches for, so that a visitor who merely claims to be
    /// somebody finds none.
    private Mono<List<String>> known(MessageCreated message) {
        List<String> ids =
                List.of(message.address().identity(), message.customerId().toString());
        return memories.of(message.accountId(), ids, settings.memories())
                .map(memory -> memory.key() + ": " + memory.value())
                .collectList();
    }

    private Outbox.Traced context(Question question, List<Turn> history, List<String> facts) {
        MessageCreated message = question.message();
        UUID eventId = Ids.next();
        return new Outbox.Traced(
                new ContextAssembled(
                        eventId,
                        message.accountId(),
                        message.conversationId(),
                        clock.instant(),
                        message.messageId(),
                        message.body(),
                        message.leaseEpoch(),
                        message.address(),
                        message.customerId(),
                        history,
                        facts,
                        question.passages()),
                question.received().trace());
    }
}
