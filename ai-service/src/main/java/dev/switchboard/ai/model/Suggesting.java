package dev.switchboard.ai.model;

import dev.switchboard.ai.guard.AnswerText;
import dev.switchboard.common.contract.Passage;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Suggests to an agent what to reply: what the AI would answer, and where it would not dare to, the best passage that
/// has anything to do with the question. The agent judges it.
@Component
public class Suggesting {
    private final AnsweringModel model;
    private final ModelSettings settings;

    Suggesting(AnsweringModel model, ModelSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    public Mono<Suggestion> suggest(Asked asked) {
        return model.decide(asked, _ -> {}).map(considered -> switch (considered.decision()) {
            case Decision.Reply reply ->
                new Suggestion(
                        AnswerText.plain(reply.text()),
                        null,
                        reply.sources(),
                        reply.confidence(),
                        considered.model(),
                        considered.generation());
            case Decision.HandOver handOver -> nearest(asked, handOver, considered);
        });
    }

    private Suggestion nearest(Asked asked, Decision.HandOver handOver, Considered considered) {
        List<Passage> near =
                asked.evidence(settings.evidence()).stream().limit(1).toList();
        String text = near.isEmpty()
                ? null
                : AnswerText.plain(Sentences.bestOf(near.getFirst().text(), asked.question(), settings.longest()));
        return new Suggestion(
                text,
                handOver.detail(),
                near.stream().map(Passage::source).toList(),
                near.isEmpty() ? 0 : near.getFirst().source().relevance(),
                considered.model(),
                considered.generation());
    }
}
