package dev.switchboard.memory.knowledge;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Keeps what an author wrote. The author's own replica finds it at once, the others as soon as they are told.
@Component
public class KeepArticle {
    private final Articles articles;
    private final ArticleVersions versions;
    private final Knowledge knowledge;
    private final Outbox outbox;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final KnowledgeSettings settings;
    private final Clock clock;

    KeepArticle(
            Articles articles,
            ArticleVersions versions,
            Knowledge knowledge,
            Outbox outbox,
            Audit audit,
            TransactionalOperator transaction,
            KnowledgeSettings settings,
            Clock clock) {
        this.articles = articles;
        this.versions = versions;
        this.knowledge = knowledge;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /// What is no different from what is kept makes no new version.
    public Mono<Article> keep(UUID accountId, UUID id, ArticleContent content) {
        List<Chunk> chunks = Chunker.chunks(content.body(), settings.chunk());
        return articles.save(accountId, id, content)
                .flatMap(article -> articles.replaceChunks(article, chunks)
                        .then(versions.add(article))
                        .then(outbox.tell(told(article)))
                        .then(audit.tell(accountId, kept(article)))
                        .thenReturn(article))
                .as(transaction::transactional)
                .flatMap(
                        article -> knowledge.index(new Edition(article, chunks)).thenReturn(article))
                .switchIfEmpty(Mono.defer(() -> articles.find(accountId, id)));
    }

    private static Act kept(Article article) {
        return Act.of("article.kept", "article", article.id())
                .named(article.title())
                .changed("version", null, article.version());
    }

    private KnowledgeUpdated told(Article article) {
        return new KnowledgeUpdated(
                Ids.next(), article.accountId(), clock.instant(), article.id(), article.version(), false);
    }
}
