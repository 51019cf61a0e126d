package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.conversation.conversation.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket that somebody asks for.
///
/// @param name with the same name the same ticket is answered again, and another request is refused
/// @param customerId a customer whom the opener knows already
/// @param transcript what was said before, elsewhere
/// @param message the customer's matter
public record Opening(
        UUID accountId,
        @Nullable RequestName name,
        Author by,
        Origin origin,
        @Nullable UUID customerId,
        Profile profile,
        @Nullable String subject,
        @Nullable Priority priority,
        List<String> tags,
        List<Line> transcript,
        String message) {
    /// Where the ticket comes from.
    ///
    /// @param inboxId the inbox that a visitor's credential opens; what a visitor says of a channel is a label
    public record Origin(TicketSource source, @Nullable UUID inboxId) {}

    /// Something that was said before.
    public record Line(
            Author.Kind by, String body, @Nullable Instant at) {}

    /// The same for the same request, however often it comes.
    byte[] hash() {
        String all = List.of(
                        origin,
                        String.valueOf(customerId),
                        profile,
                        String.valueOf(subject),
                        String.valueOf(priority),
                        tags,
                        transcript,
                        message)
                .toString();
        return Digest.sha256(all).bytes();
    }
}
