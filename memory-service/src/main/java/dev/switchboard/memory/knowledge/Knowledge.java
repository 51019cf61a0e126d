package dev.switchboard.memory.knowledge;

import dev.switchboard.memory.knowledge.index.KnowledgeIndex;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The index off the event loop: a bounded number of searches and updates at once, a bounded number waiting. What
/// finds the queue full fails as transient.
@Component
public class Knowledge implements DisposableBean {
    private final KnowledgeIndex index = new KnowledgeIndex();
    private final Scheduler workers;

    Knowledge(KnowledgeSettings settings) {
        this.workers = Schedulers.newBoundedElastic(settings.searches(), settings.waiting(), "knowledge", 60, true);
    }

    /// The passages of the account that answer best, best first.
    ///
    /// @param perArticle passages of one article at most
    public Mono<List<Finding>> search(UUID accountId, String question, int limit, int perArticle) {
        return work(() -> index.search(accountId, question, limit, perArticle));
    }

    /// Done when searches find this edition or a newer one.
    public Mono<Void> index(Edition edition) {
        return work(() -> {
                    index.put(edition.article(), edition.chunks());
                    index.refresh();
                    return edition;
                })
                .then();
    }

    public Mono<Void> indexAll(List<Edition> editions) {
        return work(() -> {
                    editions.forEach(edition -> index.put(edition.article(), edition.chunks()));
                    index.refresh();
                    return editions;
                })
                .then();
    }

    public Mono<Void> forget(UUID accountId, UUID articleId, long version) {
        return work(() -> {
                    index.remove(accountId, articleId, version);
                    index.refresh();
                    return articleId;
                })
                .then();
    }

    private <T> Mono<T> work(Callable<T> call) {
        return Mono.fromCallable(call)
                .subscribeOn(workers)
                .onErrorMap(
                        RejectedExecutionException.class,
                        e -> new TransientDataAccessResourceException("too many searches are waiting", e));
    }

    @Override
    public void destroy() throws Exception {
        workers.dispose();
        index.close();
    }
}
