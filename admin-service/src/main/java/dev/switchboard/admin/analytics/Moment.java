package dev.switchboard.admin.analytics;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.contract.SurveyAnswered;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one fact says of a conversation's course. Facts come over several topics, in no order among them, so what
/// counts does not depend on one: of each kind the earliest, of assignments the one of the highest version, of ratings
/// the latest.
///
/// @param detail the channel of a start, the name of an intent, the reason of a hand-over
/// @param who the inbox of a start, the agent of an assignment
/// @param number the version of an assignment, the score of a rating
record Moment(
        UUID conversationId,
        UUID accountId,
        Kind kind,
        Instant at,
        @Nullable String detail,
        @Nullable UUID who,
        @Nullable Long number) {
    private static final Set<String> RESOLVED = Set.of("resolved", "closed");
    private static final int LONGEST = 100;

    enum Kind {
        STARTED,
        ASKED,
        ANSWERED_BY_BOT,
        ANSWERED_BY_PERSON,
        HANDED_OVER,
        ASSIGNED,
        REASON,
        RESOLVED,
        INTENT,
        RATED
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
                Stream.of(new Moment(
                        created.conversationId(),
                        created.accountId(),
                        Kind.STARTED,
                        created.occurredAt(),
                        created.address().channel().name().toLowerCase(Locale.ROOT),
                        created.address().inboxId(),
                        null));
            case ConversationUpdated.OwnerChanged changed -> of(changed);
            case ConversationUpdated.StatusChanged changed
            when RESOLVED.contains(changed.status()) ->
                Stream.of(new Moment(
                        changed.conversationId(),
                        changed.accountId(),
                        Kind.RESOLVED,
                        changed.occurredAt(),
                        null,
                        null,
                        null));
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

    private static Stream<Moment> of(ConversationUpdated.OwnerChanged fact) {
        if (fact.owner() == Owner.BOT) {
            return Stream.empty();
        }
        Moment handedOver = new Moment(
                fact.conversationId(), fact.accountId(), Kind.HANDED_OVER, fact.occurredAt(), null, null, null);
        return fact.owner() == Owner.AGENT && fact.agentId() != null
                ? Stream.of(
                        handedOver,
                        new Moment(
                                fact.conversationId(),
                                fact.accountId(),
                                Kind.ASSIGNED,
                                fact.occurredAt(),
                                null,
                                fact.agentId(),
                                fact.version()))
                : Stream.of(handedOver);
    }

    static Stream<Moment> of(ReplyProposed fact) {
        String intent = fact.intent();
        return intent == null || intent.isBlank()
                ? Stream.empty()
                : Stream.of(new Moment(
                        fact.conversationId(),
                        fact.accountId(),
                        Kind.INTENT,
                        fact.occurredAt(),
                        intent.length() <= LONGEST ? intent : intent.substring(0, LONGEST),
                        null,
                        null));
    }

    static Stream<Moment> of(HandoverRequested fact) {
        return Stream.of(new Moment(
                fact.conversationId(),
                fact.accountId(),
                Kind.REASON,
                fact.occurredAt(),
                fact.reason().name().toLowerCase(Locale.ROOT),
                null,
                null));
    }

    static Stream<Moment> of(SurveyAnswered fact) {
        return Stream.of(
                new Moment(fact.conversationId(), fact.accountId(), Kind.RATED, fact.occurredAt(), null, null, (long)
                        fact.score()));
    }

    private static Moment of(MessageCreated fact, Kind kind) {
        return new Moment(fact.conversationId(), fact.accountId(), kind, fact.occurredAt(), null, null, null);
    }
}
