package dev.switchboard.admin.analytics;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.ReplyProposed;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one fact says of a conversation's course. Facts come over several topics, in no order among them; of each kind
/// the earliest one counts.
///
/// @param detail the channel of a start, the name of an intent
record Moment(
        UUID conversationId,
        UUID accountId,
        Kind kind,
        Instant at,
        @Nullable String detail) {
    private static final Set<String> RESOLVED = Set.of("resolved", "closed");

    enum Kind {
        STARTED,
        ASKED,
        ANSWERED_BY_BOT,
        ANSWERED_BY_PERSON,
        HANDED_OVER,
        RESOLVED,
        INTENT
    }

    static Stream<Moment> of(MessageCreated fact) {
        if (fact.kind() != MessageCreated.Kind.REPLY) {
            return Stream.empty();
        }
        return switch (fact.author().kind()) {
            case CUSTOMER -> Stream.of(of(fact, Kind.ASKED));
            case BOT -> Stream.of(of(fact, Kind.ANSWERED_BY_BOT));
            case AGENT -> Stream.of(of(fact, Kind.ANSWERED_BY_PERSON));
            case SYSTEM -> Stream.empty();
        };
    }

    static Stream<Moment> of(ConversationUpdated fact) {
        return switch (fact) {
            case ConversationUpdated.Created created ->
                Stream.of(of(
                        created,
                        Kind.STARTED,
                        created.address().channel().name().toLowerCase(Locale.ROOT)));
            case ConversationUpdated.OwnerChanged changed
            when changed.owner() != Owner.BOT -> Stream.of(of(changed, Kind.HANDED_OVER, null));
            case ConversationUpdated.StatusChanged changed
            when RESOLVED.contains(changed.status()) -> Stream.of(of(changed, Kind.RESOLVED, null));
            case ConversationUpdated.OwnerChanged _ -> Stream.empty();
            case ConversationUpdated.StatusChanged _ -> Stream.empty();
            case ConversationUpdated.PriorityChanged _ -> Stream.empty();
            case ConversationUpdated.Tagged _ -> Stream.empty();
            case ConversationUpdated.ReadChanged _ -> Stream.empty();
            case ConversationUpdated.DetailsChanged _ -> Stream.empty();
            case ConversationUpdated.Mentioned _ -> Stream.empty();
            case ConversationUpdated.SlaBreached _ -> Stream.empty();
            case ConversationUpdated.Unknown _ -> Stream.empty();
        };
    }

    static Stream<Moment> of(ReplyProposed fact) {
        return fact.intent() == null
                ? Stream.empty()
                : Stream.of(new Moment(
                        fact.conversationId(), fact.accountId(), Kind.INTENT, fact.occurredAt(), fact.intent()));
    }

    private static Moment of(MessageCreated fact, Kind kind) {
        return new Moment(fact.conversationId(), fact.accountId(), kind, fact.occurredAt(), null);
    }

    private static Moment of(ConversationUpdated fact, Kind kind, @Nullable String detail) {
        return new Moment(fact.conversationId(), fact.accountId(), kind, fact.occurredAt(), detail);
    }
}
