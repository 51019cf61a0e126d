package dev.switchboard.conversation.assignment;

import dev.switchboard.common.service.PeriodicTask;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.HandOverSettings;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Takes customers away from a bot that has not answered in time. Every replica looks all the time.
@Service
class OverdueConversations implements PeriodicTask {
    /// More wait for the next round.
    private static final int AT_ONCE = 100;

    private final Conversations conversations;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final HandOver handOver;
    private final HandOverSettings settings;
    private final Clock clock;

    OverdueConversations(
            Conversations conversations,
            Assignments assignments,
            Ledgers ledgers,
            HandOver handOver,
            HandOverSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.handOver = handOver;
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
        Ledger ledger = new Ledger(clock.instant());
        return conversations
                .lockOverdue(clock.instant(), AT_ONCE)
                .doOnNext(ledger::hold)
                .collectList()
                .filter(overdue -> !overdue.isEmpty())
                .flatMap(overdue -> handOver(overdue, ledger));
    }

    private Mono<Void> handOver(List<Conversation> overdue, Ledger ledger) {
        return assignments
                .turnsOf(
                        overdue.stream().map(Conversation::accountId).toList(),
                        overdue.stream().map(Conversation::id).toList())
                .flatMap(turns -> {
                    overdue.forEach(held -> handOver.onSilence(
                            held, ledger, turns, Trace.start().header()));
                    return ledgers.write(ledger).then(assignments.save(turns));
                });
    }
}
