package dev.switchboard.channel.whatsapp;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Meta's error codes in plain words for an agent.
final class MetaErrors {
    private static final Set<Integer> RATE = Set.of(4, 80007, 130429, 131048, 131056);

    private MetaErrors() {}

    /// Whether a later attempt may go through.
    static boolean isRate(int code) {
        return RATE.contains(code);
    }

    static String reason(List<CloudWebhook.Trouble> troubles) {
        if (troubles.isEmpty()) {
            return "WhatsApp says that the message failed, and not why";
        }
        CloudWebhook.Trouble first = troubles.getFirst();
        return reason(first.code(), first.title() == null ? first.message() : first.title());
    }

    static String reason(int code, @Nullable String title) {
        return switch (code) {
            case 131047 ->
                "More than 24 hours have passed since the customer wrote: WhatsApp takes only a template now";
            case 131026 -> "WhatsApp cannot deliver to this number: it may have no WhatsApp, or an old one";
            case 131049 -> "WhatsApp held the message back, so that this person does not get too many";
            case 132000 -> "The template needs another number of values";
            case 130429 -> "Too many messages were sent at once";
            case 190 -> "The access token of this WhatsApp account is invalid or has expired: connect it again";
            default ->
                "WhatsApp refused the message: " + (title == null ? "no reason given" : title) + " (" + code + ")";
        };
    }
}
