package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AfterCommitTests {
    private final TransactionalOperator transaction = TransactionalOperator.create(new Transactions());
    private final AtomicInteger runs = new AtomicInteger();
    private final Runnable act = runs::incrementAndGet;

    @Test
    void runsOnceWhenTheTransactionHasCommitted() {
        StepVerifier.create(AfterCommit.run(act)
                        .then(AfterCommit.run(act))
                        .then(Mono.fromSupplier(runs::get))
                        .as(transaction::transactional))
                .expectNext(0)
                .verifyComplete();
        assertThat(runs).hasValue(1);
    }

    @Test
    void runsNothingForATransactionThatRollsBack() {
        StepVerifier.create(AfterCommit.run(act)
                        .then(Mono.error(new IllegalStateException("no")))
                        .as(transaction::transactional))
                .verifyError(IllegalStateException.class);
        assertThat(runs).hasValue(0);
    }

    @Test
    void failsOutsideOfATransaction() {
        StepVerifier.create(AfterCommit.run(act)).verifyError(NoTransactionException.class);
    }

    private static final class Transactions extends AbstractReactiveTransactionManager {
        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager current) {
            return "a transaction";
        }

        @Override
        protected Mono<Void> doBegin(
                TransactionSynchronizationManager current, Object transaction, TransactionDefinition definition) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doCommit(TransactionSynchronizationManager current, GenericReactiveTransaction status) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doRollback(TransactionSynchronizationManager current, GenericReactiveTransaction status) {
            return Mono.empty();
        }
    }
}
