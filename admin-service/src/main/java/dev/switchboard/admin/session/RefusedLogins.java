package dev.switchboard.admin.session;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// Notes log-ins of users that were refused, behind their answers: an answer that took longer for a known address would
/// give it away. At most 1,000 wait; more are not noted and counted as `switchboard.audit.lost`.
@Component
class RefusedLogins implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedLogins.class);
    private static final int MOST = 1000;

    private final Sinks.Many<Refusal> refusals = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<Refusal>get(MOST).get());
    private final Audit audit;
    private final Counter lost;
    private @Nullable Disposable work;

    RefusedLogins(Audit audit, MeterRegistry meters) {
        this.audit = audit;
        this.lost = Audit.lost(meters);
    }

    private record Refusal(UUID accountId, UUID userId, String factor, ContextView request) {}

    /// @param factor password or code
    void note(UUID accountId, UUID userId, String factor, ContextView request) {
        synchronized (refusals) {
            if (refusals.tryEmitNext(new Refusal(accountId, userId, factor, request))
                    .isFailure()) {
                lost.increment();
            }
        }
    }

    private Mono<Void> tell(Refusal refusal) {
        Act act = Act.of("session.refused", "user", refusal.userId()).changed("factor", null, refusal.factor());
        return audit.doing(refusal.accountId(), Mono.empty(), act)
                .contextWrite(Context.of(refusal.request()))
                .doOnError(e -> LOG.warn("A refused log-in is not noted: {}", e.toString()))
                .doOnError(_ -> lost.increment())
                .onErrorComplete();
    }

    @Override
    public void start() {
        work = refusals.asFlux().concatMap(this::tell).subscribe();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
