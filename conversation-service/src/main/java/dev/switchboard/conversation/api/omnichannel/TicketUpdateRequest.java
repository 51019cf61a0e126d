package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.desk.Details;
import dev.switchboard.conversation.tag.TagChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to change of a ticket; what is absent stays as it is.
///
/// @param tags all that are on it then
record TicketUpdateRequest(
        @Nullable String status,
        @Nullable String priority,
        @Nullable List<@Nullable String> tags) {
    /// @throws Problem where there is nothing to change
    Change toChange() {
        Faults faults = new Faults();
        Status wanted = faults.one("status", status, OmnichannelWords.STATUSES);
        Priority sooner = faults.one("priority", priority, OmnichannelWords.PRIORITIES);
        List<String> names = TicketTags.of(faults, tags);
        faults.refuse();
        if (wanted == null && sooner == null && tags == null) {
            throw nothing();
        }
        return new Change(
                wanted,
                sooner == null ? null : _ -> sooner,
                null,
                null,
                tags == null ? Details.NONE : Details.tagged(TagChange.to(names)));
    }

    static Problem nothing() {
        return Problem.of(ProblemCode.INVALID_REQUEST, "No updates provided").advise("Send status, priority or tags.");
    }
}
