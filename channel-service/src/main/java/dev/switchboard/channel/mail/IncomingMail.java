package dev.switchboard.channel.mail;

import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A mail as it was read, its encodings undone.
///
/// @param key names it among all mails of a mailbox; two different mails with one Message-ID have different keys
/// @param messageId without its angle brackets
/// @param sender to whom an answer goes, lower case: `Reply-To`, else `From`; empty where there is none
/// @param from who wrote it, lower case
/// @param recipients all addresses that it names or was delivered to, lower case
/// @param references Message-IDs of the mails before it, the nearest first
/// @param text what its author wrote, as plain text and without the mails before it
/// @param fullText with them; absent where nothing was taken off
/// @param machine why it is a machine's, in a word for the log; absent for a person's
/// @param bounce what it says of a mail of ours
/// @param missing files that were too many or too large, by name
record IncomingMail(
        String key,
        String messageId,
        String sender,
        String from,
        @Nullable String name,
        Set<String> recipients,
        String subject,
        List<String> references,
        String text,
        @Nullable String fullText,
        List<File> files,
        List<String> missing,
        @Nullable Instant sentAt,
        @Nullable String machine,
        @Nullable Bounce bounce) {
    record File(String name, String contentType, byte[] bytes) {}

    /// @param messageId of the mail of ours
    /// @param delivered whether it arrived after all; else it came back
    record Bounce(String messageId, boolean delivered, String reason, String advice) {
        StatusReport report() {
            return delivered
                    ? new StatusReport(messageId, null, Status.DELIVERED, null, null)
                    : new StatusReport(messageId, null, Status.FAILED, reason, advice);
        }
    }

    @Override
    public String toString() {
        return "IncomingMail[key=" + key + "]";
    }
}
