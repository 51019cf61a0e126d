package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Who may set the desk up, and for what: an inbox, or the whole account under the name `default`.
@Component
class NetiaSetup {
    private static final String DEFAULT = "default";

    private final Directory directory;

    NetiaSetup(Directory directory) {
        this.directory = directory;
    }

    /// The account, for an administrator or a server.
    static UUID account(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Setting the desk up is for administrators.");
        }
        return caller.accountToChange();
    }

    /// The id of the scope that a path names: the inbox's, or the account's.
    UUID scope(UUID accountId, String text) {
        return text.equals(DEFAULT) ? accountId : inbox(accountId, NetiaIds.ofPath(text));
    }

    /// An inbox that a body names.
    UUID inboxField(UUID accountId, UUID inboxId) {
        return directory
                .inbox(accountId, inboxId)
                .orElseThrow(() -> Problem.field("inbox_id", "does not exist"))
                .inboxId();
    }

    UUID inbox(UUID accountId, UUID inboxId) {
        return directory
                .inbox(accountId, inboxId)
                .orElseThrow(NetiaIds::notFound)
                .inboxId();
    }
}
