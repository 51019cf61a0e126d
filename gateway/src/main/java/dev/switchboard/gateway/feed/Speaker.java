package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.TypingChanged;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may speak, as far as a subscriber knows: it tells a bot's late typing from a true one, because typing has no
/// order among the messages.
///
/// @param answered the last question that the bot has answered
record Speaker(@Nullable Owner owner, long epoch, @Nullable UUID answered) {
    static final Speaker UNKNOWN = new Speaker(null, -1, null);

    Speaker at(@Nullable Owner now, long nowEpoch) {
        return nowEpoch < epoch || (nowEpoch == epoch && now == owner) ? this : new Speaker(now, nowEpoch, answered);
    }

    Speaker after(MessageCreated message) {
        Speaker now = at(message.owner(), message.leaseEpoch());
        return message.author().kind() == Author.Kind.BOT && message.inReplyTo() != null
                ? new Speaker(now.owner, now.epoch, message.inReplyTo())
                : now;
    }

    Speaker after(ConversationUpdated update) {
        return switch (update) {
            case ConversationUpdated.Created created -> at(created.owner(), created.leaseEpoch());
            case ConversationUpdated.OwnerChanged changed -> at(changed.owner(), changed.leaseEpoch());
            case ConversationUpdated.StatusChanged _,
                    ConversationUpdated.PriorityChanged _,
                    ConversationUpdated.Tagged _,
                    ConversationUpdated.ReadChanged _,
                    ConversationUpdated.DetailsChanged _,
                    ConversationUpdated.Mentioned _,
                    ConversationUpdated.SlaBreached _,
                    ConversationUpdated.Unknown _ -> this;
        };
    }

    boolean admits(TypingChanged typing) {
        return switch (typing.by().kind()) {
            case BOT -> !typing.typing() || current(typing);
            case AGENT -> !typing.typing() || owner != Owner.BOT;
            case CUSTOMER, SYSTEM -> true;
        };
    }

    private boolean current(TypingChanged typing) {
        boolean mayspeak = owner == null || owner == Owner.BOT;
        boolean late = typing.leaseEpoch() != null && typing.leaseEpoch() < epoch;
        return mayspeak
                && !late
                && (typing.inReplyTo() == null || !typing.inReplyTo().equals(answered));
    }
}
