package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.Attachment;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message to hand to a provider, short enough for its channel. It has a text or a file, or a file with its caption.
///
/// @param id ours, the same in every attempt; the provider gives it back in its statuses where it can
/// @param recipient the customer's identity in the channel
/// @param thread where in the channel it belongs, for channels with threads
/// @param file its `url` is absolute
public record Outbound(
        UUID id,
        String recipient,
        @Nullable String thread,
        String text,
        @Nullable Attachment file,
        @Nullable Whole whole) {
    /// What channels need that send a message in one piece.
    ///
    /// @param accountId whose it is, in the inbox that it leaves from
    /// @param files in the blob store of the account
    /// @param automatic no person wrote it
    public record Whole(UUID accountId, UUID inboxId, List<Attachment> files, boolean automatic) {}

    public Outbound(UUID id, String recipient, @Nullable String thread, String text, @Nullable Attachment file) {
        this(id, recipient, thread, text, file, null);
    }

    public Outbound(UUID id, String recipient, String text) {
        this(id, recipient, null, text, null);
    }

    public Outbound withFile(String caption, Attachment other) {
        return new Outbound(id, recipient, thread, caption, other, whole);
    }

    /// Where the file is found, for providers that fetch it.
    public @Nullable String fileUrl() {
        return file == null ? null : file.url();
    }

    /// For channels that take no files: the text, and where the file is found.
    public String textWithLink() {
        return file == null || file.url() == null ? text : (text + "\n" + file.name() + ": " + file.url()).strip();
    }

    /// Without the text, which is nobody's business in a log.
    @Override
    public String toString() {
        return "Outbound[id=" + id + "]";
    }
}
