package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.Source;
import dev.switchboard.conversation.conversation.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A recorded message. `seq` is its place in the conversation; `version`, `owner` and `leaseEpoch` are those of the
/// moment it was recorded.
public record Message(
        UUID accountId,
        UUID conversationId,
        long seq,
        UUID id,
        long version,
        Owner owner,
        long leaseEpoch,
        Author author,
        MessageCreated.Kind kind,
        String body,
        List<Attachment> attachments,
        List<Source> sources,
        Map<String, String> metadata,
        @Nullable String deduplicationKey,
        @Nullable UUID inReplyTo,
        @Nullable Instant sentAt,
        Instant createdAt,
        @Nullable Instant seenAt,
        @Nullable Delivery delivery,
        @Nullable String transcript,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {
    /// What stands in the place of a message that was taken back.
    public static final String REMOVED = "Message removed";

    /// @param c the conversation with the message's place already taken
    static Message recorded(UUID id, Conversation c, Draft draft, Instant at) {
        return new Message(
                c.accountId(),
                c.id(),
                c.progress().lastSeq(),
                id,
                c.progress().version(),
                c.lease().owner(),
                c.lease().epoch(),
                draft.author(),
                draft.kind(),
                draft.body(),
                draft.attachments(),
                draft.sources(),
                draft.metadata(),
                draft.key() == null ? null : draft.key().key(),
                draft.inReplyTo(),
                draft.sentAt(),
                at,
                null,
                null,
                null,
                null,
                null);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /// The words that are shown.
    public String text() {
        return isDeleted() ? REMOVED : body;
    }

    /// Somebody of the desk rewrites its own words, an administrator the desk's; a customer's are nobody's to rewrite.
    boolean mayBeEditedBy(Editor editor) {
        return author.kind() != Author.Kind.CUSTOMER && mayBeDeletedBy(editor);
    }

    boolean mayBeDeletedBy(Editor editor) {
        boolean own = author.kind() == Author.Kind.AGENT
                && author.id() != null
                && author.id().equals(editor.author().id());
        return own || editor.administers();
    }

    /// Who wants to change a recorded message.
    public record Editor(Author author, boolean administers) {}

    public boolean visibleToCustomer() {
        return kind != MessageCreated.Kind.NOTE;
    }

    /// The fact of its recording: its event id is the message's, however often it is told.
    ///
    /// @param customer what is known of the customer; told where it wrote itself
    public MessageCreated created(Conversation c, @Nullable Profile customer) {
        return new MessageCreated(
                id,
                accountId,
                conversationId,
                createdAt,
                id,
                seq,
                version,
                owner,
                leaseEpoch,
                c.address(),
                c.customerId(),
                author,
                kind,
                text(),
                attachments,
                sources,
                deduplicationKey,
                inReplyTo,
                sentAt,
                metadata,
                author.kind() == Author.Kind.CUSTOMER ? customer : null,
                transcript);
    }
}
