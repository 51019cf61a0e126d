package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.message.Draft;
import dev.switchboard.conversation.message.HandOverSettings;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.TakeOver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A conversation goes from the bot to the queue: an agent is asked for, the customer is told. A request of an older
/// epoch, or for a conversation that a person has already, does nothing.
@Component
public class HandOver {
    private final HandOverSettings settings;
    private final MeterProvider<Counter> handOvers;

    HandOver(HandOverSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.handOvers = Counter.builder("switchboard.handovers")
                .description("Requests for a person: queued, or nothing because they came too late")
                .withRegistry(meters);
        for (Reason reason : Reason.values()) {
            handOvers.withTags("reason", wire(reason), "outcome", "queued");
        }
    }

    /// @param epoch the epoch that the request was made under, where it was made elsewhere
    private record Cause(
            Author by,
            Reason reason,
            String detail,
            @Nullable Long epoch) {}

    /// Somebody else asked, by a fact.
    void onRequest(HandoverRequested request, Ledger ledger, Turns turns, String trace) {
        Author by = new Author(request.by(), null, null, null);
        Cause cause = new Cause(by, request.reason(), request.detail(), request.leaseEpoch());
        ledger.find(request.conversationId()).ifPresent(held -> pass(held, cause, ledger, turns, trace));
    }

    public void onCustomersWish(UUID conversationId, Author customer, Ledger ledger, Turns turns, String trace) {
        begin(
                ledger.conversation(conversationId),
                new Cause(customer, Reason.CUSTOMER_ASKED, "The customer asked for a person", null),
                ledger,
                turns,
                trace);
    }

    void onSilence(Conversation held, Ledger ledger, Turns turns, String trace) {
        String detail = "The AI did not answer within " + settings.botPatience().toSeconds() + " s";
        begin(held, new Cause(Author.system(), Reason.NO_ANSWER_IN_TIME, detail, null), ledger, turns, trace);
    }

    /// A rule of the account, or an agent's macro, wants a person.
    public void onRule(Conversation held, Author by, Ledger ledger, Turns turns, String trace) {
        String detail = by.name() == null ? "A rule asked for a person" : by.name() + " asked for a person";
        begin(held, new Cause(by, Reason.OTHER, detail, null), ledger, turns, trace);
    }

    /// Here it began, so here it is told.
    private void begin(Conversation held, Cause cause, Ledger ledger, Turns turns, String trace) {
        if (held.mayBeHandedOver(cause.by().kind(), cause.epoch())) {
            ledger.tell(
                    new HandoverRequested(
                            Ids.next(),
                            held.accountId(),
                            held.id(),
                            ledger.at(),
                            cause.by().kind(),
                            cause.reason(),
                            cause.detail(),
                            null,
                            held.lease().questionId(),
                            held.lease().epoch()),
                    trace);
        }
        pass(held, cause, ledger, turns, trace);
    }

    private void pass(Conversation held, Cause cause, Ledger ledger, Turns turns, String trace) {
        if (!held.mayBeHandedOver(cause.by().kind(), cause.epoch())) {
            count(cause, "nothing");
            return;
        }
        Optional<User> agent = turns.next(held, ledger.at());
        Conversation queued = held.queued(agent.map(User::userId).orElse(null));
        ledger.change(
                queued,
                ConversationFacts.ownerChanged(
                        queued, agent.map(User::name).orElse(null), cause.by(), cause.detail(), ledger.at()),
                trace);
        TakeOver.open(cause.by(), ledger, queued, trace);
        Message _ = ledger.record(held.id(), Draft.of(Author.system(), Kind.HANDOVER, settings.notice()), trace);
        count(cause, "queued");
    }

    private void count(Cause cause, String outcome) {
        handOvers.withTags("reason", wire(cause.reason()), "outcome", outcome).increment();
    }

    private static String wire(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
