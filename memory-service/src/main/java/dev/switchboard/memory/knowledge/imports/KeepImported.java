package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.memory.knowledge.KeepArticle;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps articles that were read. An article's id is made of the account and where it comes from, so that the same
/// import again changes what has changed and nothing else.
@Component
class KeepImported {
    private final KeepArticle keepArticle;

    KeepImported(KeepArticle keepArticle) {
        this.keepArticle = keepArticle;
    }

    record Kept(UUID id, String title, String source) {}

    Flux<Kept> keep(UUID accountId, Flux<Outcome.Read> articles) {
        return articles.concatMap(article -> keep(accountId, article));
    }

    Mono<Kept> keep(UUID accountId, Outcome.Read article) {
        UUID id = UUID.nameUUIDFromBytes((accountId + " " + article.source()).getBytes(StandardCharsets.UTF_8));
        return keepArticle
                .keep(accountId, id, article.content())
                .map(kept -> new Kept(kept.id(), kept.title(), article.source()));
    }
}
