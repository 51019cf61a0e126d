package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Omnichannel's words for what the domain has. It does not know a snoozed ticket: that is open, because the desk will
/// go on with it.
final class OmnichannelWords {
    static final Map<String, Status> STATUSES = ordered(
            List.of(Status.NEW, Status.OPEN, Status.PENDING_CUSTOMER, Status.RESOLVED, Status.CLOSED),
            OmnichannelWords::of);
    static final Map<String, Priority> PRIORITIES = ordered(List.of(Priority.values()), Priority::wire);
    static final Map<String, Channel> CHANNELS = channels();

    private OmnichannelWords() {}

    static String of(Status status) {
        return status == Status.SNOOZED ? Status.OPEN.wire() : status.wire();
    }

    /// What a list of this status shows.
    static List<Status> shownAs(Status status) {
        return status == Status.OPEN ? List.of(Status.OPEN, Status.SNOOZED) : List.of(status);
    }

    static String of(Channel channel) {
        return switch (channel) {
            case MESSENGER -> "facebook";
            case X -> "twitter";
            case BOT -> "chatbot";
            case WEB, WHATSAPP, SMS, EMAIL, SLACK, MATTERMOST, TELEGRAM, INTERCOM, API, UNKNOWN -> plain(channel);
        };
    }

    /// Its own words first, then ours for the same.
    private static Map<String, Channel> channels() {
        List<Channel> known = List.of(
                Channel.WHATSAPP,
                Channel.MESSENGER,
                Channel.X,
                Channel.BOT,
                Channel.WEB,
                Channel.EMAIL,
                Channel.SMS,
                Channel.SLACK,
                Channel.MATTERMOST,
                Channel.TELEGRAM,
                Channel.INTERCOM,
                Channel.API);
        Map<String, Channel> words = ordered(known, OmnichannelWords::of);
        known.forEach(channel -> words.putIfAbsent(plain(channel), channel));
        return words;
    }

    private static String plain(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    private static <E> Map<String, E> ordered(List<E> values, Function<E, String> word) {
        Map<String, E> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return words;
    }
}
