package dev.switchboard.memory.knowledge;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Takes an article away: no answer stands on it any more.
@Component
public class RemoveArticle {
    private final Articles articles;
    private final Knowledge knowledge;
    private final Outbox outbox;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    RemoveArticle(
            Articles articles,
            Knowledge knowledge,
            Outbox outbox,
            Audit audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.articles = articles;
        this.knowledge = knowledge;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<Void> remove(UUID accountId, UUID id) {
        return articles.remove(accountId, id)
                .flatMap(version -> outbox.tell(
                                new KnowledgeUpdated(Ids.next(), accountId, clock.instant(), id, version, true))
                        .then(audit.tell(accountId, Act.of("article.removed", "article", id)))
                        .thenReturn(version))
                .as(transaction::transactional)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Article")))
                .flatMap(version -> knowledge.forget(accountId, id, version));
    }
}
