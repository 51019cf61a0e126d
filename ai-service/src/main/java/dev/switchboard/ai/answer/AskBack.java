package dev.switchboard.ai.answer;

import dev.switchboard.ai.answer.AnswerRecords.AnswerRecord;
import dev.switchboard.ai.answer.AnswerRecords.Outcome;
import dev.switchboard.ai.model.AnsweringModel;
import dev.switchboard.ai.model.Asked;
import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Asks a customer what was meant, where articles come near but none is sure enough to be said: once, then a person is
/// asked. What the customer chooses is answered from the article's passages that were found for the question itself.
@Component
class AskBack {
    /// No category of an article has a hyphen in its intent.
    static final String INTENT = "clarification-question";

    private final AnsweringModel model;
    private final AnswerRecords records;
    private final AskBackSettings settings;

    AskBack(AnsweringModel model, AnswerRecords records, AskBackSettings settings) {
        this.model = model;
        this.records = records;
        this.settings = settings;
    }

    /// The considered hand-over, or a question to the customer in its place.
    Mono<Considered> before(Considered considered, ContextAssembled context) {
        if (!(considered.decision() instanceof Decision.HandOver handOver)
                || handOver.reason() != Reason.LOW_CONFIDENCE) {
            return Mono.just(considered);
        }
        List<Passage> offered = offered(considered.passages());
        if (offered.isEmpty() || offered.getFirst().source().relevance() > handOver.confidence()) {
            // a model that has read what surely is about the question and found no answer needs no other question
            return Mono.just(considered);
        }
        return asked(context)
                .map(_ -> considered)
                .defaultIfEmpty(considered.with(_ -> question(offered, handOver.confidence())));
    }

    /// The answer to a message that only chooses from what was offered right before it; empty for any other message.
    Mono<Considered> chosen(ContextAssembled context, Consumer<String> soFar) {
        List<Turn> history = context.history();
        boolean afterBot = !history.isEmpty() && history.getLast().author() == Author.Kind.BOT;
        return Mono.justOrEmpty(Choice.in(context.question()))
                .filter(_ -> afterBot)
                .flatMap(choice -> asked(context).flatMap(record -> follow(choice, record, context, soFar)));
    }

    private Mono<Considered> follow(
            Choice choice, AnswerRecord record, ContextAssembled context, Consumer<String> soFar) {
        List<Passage> found = record.evidence();
        List<Passage> offered = offered(found);
        if (choice.place() == 0) {
            return Mono.just(Considered.by(
                    "rule",
                    found,
                    new Decision.HandOver(
                            Reason.LOW_CONFIDENCE, "The customer meant none of the articles that came near.", 0)));
        }
        if (choice.place() > offered.size()) {
            return Mono.empty();
        }
        UUID article = offered.get(choice.place() - 1).source().articleId();
        List<Passage> meant = found.stream()
                .filter(passage -> passage.source().articleId().equals(article))
                .map(AskBack::confirmed)
                .toList();
        return model.decide(new Asked(context.accountId(), record.question(), context.history(), meant), soFar);
    }

    /// The conversation's latest answer, if it was a question to the customer.
    private Mono<AnswerRecord> asked(ContextAssembled context) {
        return records.latest(context.accountId(), context.conversationId())
                .filter(record -> record.outcome() == Outcome.ASKED_BACK);
    }

    /// The best passage of each article that may be offered.
    private List<Passage> offered(List<Passage> passages) {
        List<Passage> offered = new ArrayList<>();
        Set<UUID> articles = new HashSet<>();
        for (Passage passage : passages) {
            if (passage.source().relevance() >= settings.from()
                    && offered.size() < settings.choices()
                    && articles.add(passage.source().articleId())) {
                offered.add(passage);
            }
        }
        return offered;
    }

    /// Nothing says better than the customer that it is the right one.
    private static Passage confirmed(Passage passage) {
        Source source = passage.source();
        return new Passage(
                new Source(source.articleId(), source.title(), source.url(), 1),
                passage.text(),
                passage.category(),
                passage.language());
    }

    private static Decision question(List<Passage> offered, double confidence) {
        AskBackWords words = AskBackWords.in(offered.getFirst().language());
        List<String> titles =
                offered.stream().map(passage -> passage.source().title()).toList();
        return new Decision.Reply(
                words.question(titles), offered.stream().map(Passage::source).toList(), INTENT, confidence);
    }
}
