package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.Knowledge;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What the knowledge base has on a question, as facts tell it: the best first, as many as the settings say.
@Component
class Passages {
    private final Knowledge knowledge;
    private final ContextSettings settings;

    Passages(Knowledge knowledge, ContextSettings settings) {
        this.knowledge = knowledge;
        this.settings = settings;
    }

    Mono<List<Passage>> on(UUID accountId, String question) {
        return knowledge
                .search(accountId, question, settings.passages(), settings.perArticle())
                .map(findings -> findings.stream().map(Passages::passage).toList());
    }

    private static Passage passage(Finding finding) {
        Source source = new Source(finding.articleId(), finding.title(), finding.url(), finding.relevance());
        return new Passage(source, finding.text(), finding.category(), finding.language());
    }
}
