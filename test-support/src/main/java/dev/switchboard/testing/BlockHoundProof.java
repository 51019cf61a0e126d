package dev.switchboard.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Proves that BlockHound watches this module's tests: a module has one class that implements this and is empty.
public interface BlockHoundProof {
    @Test
    default void aBlockingCallOnAnEventLoopIsCaught() {
        Mono<Integer> blocking = Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(blocking::block).hasCauseInstanceOf(BlockingOperationError.class);
    }
}
