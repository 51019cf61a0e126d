package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.KnownInboxes;
import dev.switchboard.common.problem.Problem;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What may be connected to a provider. It also reads for `Staff`.
@Component
public class Inboxes extends KnownInboxes {
    private final Staff staff;

    Inboxes(Brokers brokers, Staff staff) {
        super(brokers, "channel-inboxes");
        this.staff = staff;
    }

    @Override
    protected void take(String key, @Nullable AccountUpdated fact) {
        super.take(key, fact);
        if (fact instanceof AccountUpdated.User user) {
            staff.put(user);
        } else if (fact == null) {
            staff.remove(key);
        }
    }

    /// Nothing new is connected to an archived inbox; what was connected before goes on as it is.
    ///
    /// @throws Problem `INVALID_REQUEST` where the account has no such open inbox of that channel
    public void require(UUID accountId, UUID inboxId, Channel channel) {
        AccountUpdated.Inbox inbox = named(inboxId);
        if (inbox == null || !inbox.accountId().equals(accountId)) {
            throw Problem.field("inbox_id", "is no inbox of this account");
        }
        if (inbox.channel() != channel) {
            throw Problem.field(
                    "inbox_id",
                    "is an inbox of the channel " + inbox.channel().name().toLowerCase(Locale.ROOT));
        }
        if (!inbox.open()) {
            throw Problem.field("inbox_id", "is archived; open the inbox again to connect it");
        }
    }
}
