package dev.switchboard.admin.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

/// Goes through a chain from its first entry to its head, on one snapshot of the database.
@Component
class VerifyChain {
    private static final int PAGE = 1000;

    private final AuditChains chains;
    private final Seal seal;
    private final TransactionalOperator snapshot;

    VerifyChain(AuditChains chains, Seal seal, ReactiveTransactionManager transactions) {
        this.chains = chains;
        this.seal = seal;
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        definition.setReadOnly(true);
        this.snapshot = TransactionalOperator.create(transactions, definition);
    }

    /// A chain that was never begun is intact and empty.
    ///
    /// @param known an entry that somebody has written down before: it must be there still
    Mono<Verification> verify(UUID accountId, @Nullable Known known) {
        return chains.head(accountId)
                .defaultIfEmpty(Head.of(accountId))
                .flatMap(head -> walk(head, new Walk(head, known)))
                .as(snapshot::transactional);
    }

    private Mono<Verification> walk(Head head, Walk walk) {
        UUID account = head.accountId();
        return chains.after(account, head.floorNumber(), PAGE)
                .collectList()
                .expand(page -> {
                    page.forEach(walk::take);
                    return page.size() < PAGE
                            ? Mono.empty()
                            : chains.after(account, page.getLast().number(), PAGE)
                                    .collectList();
                })
                .then(Mono.fromSupplier(() -> walk.end(head.seal().isEmpty() || seal.holds(head))));
    }

    /// An entry as somebody wrote it down.
    record Known(long number, String hash) {}
}
