package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets guests into inboxes: those for pages, from the pages that the inbox allows, and only proven ones where the
/// inbox demands a widget token.
@Component
public class Reception {
    private final Directory directory;

    Reception(Directory directory) {
        this.directory = directory;
    }

    /// @param wanted absent for the inbox of the guest's credential, or else the account's first
    /// @throws Problem naming the field at fault, or why the guest may not enter
    public Inbox admit(Guest guest, @Nullable UUID wanted) {
        Inbox inbox = inbox(guest.accountId(), wanted == null ? guest.inboxId() : wanted);
        boolean ofThisInbox = guest.isProven() && inbox.inboxId().equals(guest.inboxId());
        if (inbox.widgetTokenRequired() && !ofThisInbox) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This inbox needs a widget token");
        }
        if (guest.origin() != null
                && !inbox.allowedOrigins().isEmpty()
                && inbox.allowedOrigins().stream().noneMatch(guest.origin()::equalsIgnoreCase)) {
            throw Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED, "This page may not use this inbox")
                    .advise("Add its origin to the inbox's allowed origins.");
        }
        return inbox;
    }

    /// For the desk, which begins conversations in inboxes for pages too.
    public Inbox inbox(UUID accountId, @Nullable UUID wanted) {
        if (wanted == null) {
            return directory
                    .webInbox(accountId)
                    .orElseThrow(() -> Problem.field("account_id", "has no inbox for pages"));
        }
        return directory
                .webInbox(accountId, wanted)
                .orElseThrow(() -> Problem.field("inbox_id", "is no inbox for pages of this account"));
    }
}
