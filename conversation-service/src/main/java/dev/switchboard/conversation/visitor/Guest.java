package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Identity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor of an account who asks over HTTP. Without a proof it has only the rights that ids give which it knows.
///
/// @param inboxId the inbox that its credential opens
/// @param proven the identity that a token has proven
/// @param thread the one conversation's that its token is for
/// @param origin the page's, as the browser says
public record Guest(
        UUID accountId,
        @Nullable UUID inboxId,
        @Nullable String proven,
        @Nullable String thread,
        @Nullable String origin) {
    public boolean isProven() {
        return proven != null;
    }

    @Nullable
    Identity identity() {
        return proven == null ? null : Identity.onWeb(accountId, proven);
    }

    /// Whether the proof covers this conversation.
    public boolean owns(Conversation conversation) {
        Address address = conversation.address();
        return conversation.accountId().equals(accountId)
                && address.channel() == Channel.WEB
                && address.identity().equals(proven)
                && (thread == null || thread.equals(address.thread()));
    }
}
