package dev.switchboard.memory.context;

import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.memory.memory.Memories;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    private final Passages passages;
    private final Outbox outbox;
    private final ContextSettings settings;
    private final Clock clock;

    AssembleContext(
            Turns turns, Memories memories, Passages passages, Outbox outbox, ContextSettings settings, Clock clock) {
        this.turns = turns;
        this.memories = memories;
        this.passages = passages;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    private record Searched(Question question, List<Passage> passages) {}

    public Mono<Void> of(List<Received<MessageCreated>> messages) {
        List<Question> questions = messages.stream()
                .filter(received -> Question.is(received.fact()))
                .map(received -> Question.of(received.fact(), received.trace()))
                .toList();
        List<Said> said = messages.stream()
                .map(Received::fact)
                .filter(Said::is)
                .map(Said::of)
                .toList();
        return assemble(said, questions);
    }

    /// A voice message is a turn, and a question to whoever owned the conversation when it came, once it has a text.
    public Mono<Void> ofTranscripts(List<Received<MessageUpdated>> updates) {
        List<Question> questions = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        for (Received<MessageUpdated> received : updates) {
            if (received.fact() instanceof MessageUpdated.Transcribed told && told.question() != null) {
                MessageUpdated.Transcribed.Question asked = told.question();
                said.add(Said.of(told, asked));
                if (asked.owner() == Owner.BOT) {
                    questions.add(Question.of(told, asked, received.trace()));
                }
            }
        }
        return assemble(said, questions);
    }

    private Mono<Void> assemble(List<Said> said, List<Question> questions) {
        return Flux.fromIterable(questions)
                .flatMapSequential(this::search, SEARCHES)
                .collectList()
                .flatMap(searched -> turns.keep(said).then(tell(searched)));
    }

    private Mono<Searched> search(Question question) {
        return passages.on(question.accountId(), question.text()).map(found -> new Searched(question, found));
    }

    private Mono<Void> tell(List<Searched> questions) {
        if (questions.isEmpty()) {
            return Mono.empty();
        }
        return turns.before(questions.stream().map(Searched::question).toList())
                .flatMap(histories -> Flux.fromIterable(questions)
                        .concatMap(searched -> known(searched.question())
                                .map(facts -> context(
                                        searched,
                                        histories.getOrDefault(
                                                searched.question().messageId(), List.of()),
                                        facts)))
                        .collectList())
                .flatMap(outbox::tellTraced);
    }

    /// Memories belong to an id that the channel or a token vouches for, so that a visitor who merely claims to be
    /// somebody finds none.
    private Mono<List<String>> known(Question question) {
        List<String> ids =
                List.of(question.address().identity(), question.customerId().toString());
        return memories.of(question.accountId(), ids, settings.memories())
                .map(memory -> memory.key() + ": " + memory.value())
                .collectList();
    }

    private Outbox.Traced context(Searched searched, List<Turn> history, List<String> facts) {
        Question question = searched.question();
        return new Outbox.Traced(
                new ContextAssembled(
                        Ids.next(),
                        question.accountId(),
                        question.conversationId(),
                        clock.instant(),
                        question.messageId(),
                        question.text(),
                        question.leaseEpoch(),
                        question.address(),
                        question.customerId(),
                        history,
                        facts,
                        searched.passages()),
                question.trace());
    }
}
