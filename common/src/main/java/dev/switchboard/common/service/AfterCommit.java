package dev.switchboard.common.service;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/// What waits for the running transaction to commit. Nothing happens for one that rolls back.
public final class AfterCommit {
    private AfterCommit() {}

    /// Runs the act on the thread of the commit, so it must not block. The same instance runs once, however often the
    /// transaction asks for it. Fails outside of a transaction.
    public static Mono<Void> run(Runnable act) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new Act(act)))
                .then();
    }

    private record Act(Runnable act) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(act);
        }
    }
}
