package dev.switchboard.common.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.AuditRecorded.Kind;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// Writes acts into an account's audit log. The act commits with what was done or not at all; who did it, from where
/// and under which trace comes from the request that the flow belongs to.
public class Audit {
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Audit(Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Counts acts that could not be told.
    public static Counter lost(MeterRegistry meters) {
        return Counter.builder("switchboard.audit.lost")
                .description("Entries of the audit log that could not be told")
                .register(meters);
    }

    /// Records the act of the request's caller, in the running transaction.
    public Mono<Void> tell(UUID accountId, Act act) {
        return Mono.deferContextual(context -> outbox.tell(fact(accountId, actor(context), act, context)));
    }

    /// Records an act of somebody whom the request's credential does not name, as at a login.
    public Mono<Void> tell(UUID accountId, Actor actor, Act act) {
        return Mono.deferContextual(context -> outbox.tell(fact(accountId, actor, act, context)));
    }

    /// Does the work and records it, in one transaction. Work that fails or gives nothing is not recorded.
    public <T> Mono<T> doing(UUID accountId, Mono<T> work, Function<T, Act> act) {
        return work.flatMap(done -> tell(accountId, act.apply(done)).thenReturn(done))
                .as(transaction::transactional);
    }

    /// As above, for work that gives nothing.
    public Mono<Void> doing(UUID accountId, Mono<Void> work, Act act) {
        return work.then(tell(accountId, act)).as(transaction::transactional);
    }

    private AuditRecorded fact(UUID accountId, Actor actor, Act act, ContextView context) {
        Origin origin = Origin.of(context);
        return new AuditRecorded(
                Ids.next(),
                accountId,
                clock.instant(),
                actor,
                act.action(),
                act.thing(),
                origin == null ? null : origin.address(),
                origin == null ? null : origin.userAgent(),
                Trace.parse(Trace.header(context)).traceId(),
                act.changes());
    }

    /// Names somebody else than the request's caller as who acts in a flow, as where a provider sends a browser back to
    /// us: `flow.contextWrite(Audit.by(actor))`.
    public static UnaryOperator<Context> by(Actor actor) {
        return context -> context.put(Actor.class, actor);
    }

    private static Actor actor(ContextView context) {
        Actor named = context.getOrDefault(Actor.class, null);
        if (named != null) {
            return named;
        }
        Origin origin = Origin.of(context);
        return origin == null ? new Actor(Kind.SYSTEM, null, null) : actor(origin.caller());
    }

    /// Who this caller is in the log. A visitor has no name there: the log outlives what is known of a customer.
    public static Actor actor(Caller caller) {
        return switch (caller) {
            case Caller.Agent agent -> user(agent.userId(), agent.name());
            case Caller.Server server -> new Actor(Kind.KEY, server.keyId(), null);
            case Caller.Visitor _ -> new Actor(Kind.VISITOR, null, null);
            case Caller.Operator _ -> new Actor(Kind.OPERATOR, null, null);
            case Caller.Anonymous _ -> new Actor(Kind.NOBODY, null, null);
        };
    }

    public static Actor user(UUID userId, @Nullable String name) {
        return new Actor(Kind.USER, userId, name);
    }
}
