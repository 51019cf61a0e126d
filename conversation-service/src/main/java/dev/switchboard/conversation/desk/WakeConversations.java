package dev.switchboard.conversation.desk;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.service.PeriodicTask;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.TakeOver;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Brings conversations back to the desk, open and unread, once their sleep is over. Each is woken once, whichever
/// replica finds it; all of them look all the time.
@Service
class WakeConversations implements PeriodicTask {
    /// More wait for the next round.
    private static final int AT_ONCE = 100;

    private final Conversations conversations;
    private final Ledgers ledgers;
    private final SnoozeSettings settings;
    private final Clock clock;

    WakeConversations(Conversations conversations, Ledgers ledgers, SnoozeSettings settings, Clock clock) {
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
        Ledger ledger = new Ledger(clock.instant());
        return conversations
                .lockRested(ledger.at(), AT_ONCE)
                .collectList()
                .filter(rested -> !rested.isEmpty())
                .flatMap(rested -> {
                    rested.forEach(held -> wake(held, ledger));
                    return ledgers.write(ledger);
                });
    }

    private static void wake(Conversation held, Ledger ledger) {
        String trace = Trace.start().header();
        ledger.hold(held);
        TakeOver.open(Author.system(), ledger, held, trace);
        ledger.read(held.id(), false, Author.system(), trace);
    }
}
