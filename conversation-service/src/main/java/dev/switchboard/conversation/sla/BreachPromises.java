package dev.switchboard.conversation.sla;

import dev.switchboard.common.contract.ConversationUpdated.SlaBreached;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.service.PeriodicTask;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Tells of promises that were not kept, each once. Every replica looks all the time, and skips the conversations that
/// another one deals with.
@Service
class BreachPromises implements PeriodicTask {
    /// More wait for the next round.
    private static final int AT_ONCE = 100;

    private final SlaClocks clocks;
    private final Conversations conversations;
    private final Ledgers ledgers;
    private final SlaSettings settings;
    private final Clock clock;
    private final MeterProvider<Counter> breaches;

    BreachPromises(
            SlaClocks clocks,
            Conversations conversations,
            Ledgers ledgers,
            SlaSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.breaches = Counter.builder("switchboard.sla.breaches")
                .description("Promises of service levels that were not kept")
                .withRegistry(meters);
        for (SlaTarget target : SlaTarget.values()) {
            breaches.withTag("target", target.wire());
        }
        this.clocks = clocks;
        this.conversations = conversations;
        this.ledgers = ledgers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    @Transactional
    public Mono<Void> round() {
        Instant now = clock.instant();
        return clocks.due(now, AT_ONCE).filter(due -> !due.isEmpty()).flatMap(due -> {
            Ledger ledger = new Ledger(now);
            return conversations
                    .lockFree(due)
                    .doOnNext(ledger::hold)
                    .collectMap(Conversation::id, Conversation::accountId)
                    .flatMap(clocks::lock)
                    .flatMap(held -> tell(held, ledger));
        });
    }

    private Mono<Void> tell(Map<UUID, SlaClock> held, Ledger ledger) {
        return clocks.firstReplies(held.values()).flatMap(replies -> {
            List<SlaClock> changed = new ArrayList<>();
            for (SlaClock one : held.values()) {
                Instant replied = replies.get(one.conversationId());
                SlaClock next = replied == null ? one : one.responded(replied);
                for (SlaTarget target : SlaTarget.values()) {
                    if (next.pausedAt() == null && next.promise(target).isOverdue(ledger.at())) {
                        tell(next, target, ledger);
                        breaches.withTag("target", target.wire()).increment();
                        next = next.breached(target, ledger.at());
                    }
                }
                changed.add(next);
            }
            return ledgers.write(ledger).then(clocks.save(changed));
        });
    }

    private static void tell(SlaClock broken, SlaTarget target, Ledger ledger) {
        Instant due = broken.promise(target).dueAt();
        Conversation next = ledger.conversation(broken.conversationId()).touched();
        ledger.change(
                next,
                new SlaBreached(
                        Ids.next(),
                        next.accountId(),
                        next.id(),
                        ledger.at(),
                        next.progress().version(),
                        target.wire(),
                        due == null ? ledger.at() : due,
                        broken.terms().policyId(),
                        broken.terms().policyName()),
                Trace.start().header());
    }
}
