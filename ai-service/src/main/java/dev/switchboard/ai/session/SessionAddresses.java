package dev.switchboard.ai.session;

import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where the customer of a session is reached, by the names that the platform API has for it.
@Component
class SessionAddresses {
    private final Inboxes inboxes;

    SessionAddresses(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    /// @param channel the web where it is null
    /// @throws Problem where there is no such channel, or the account has no inbox for it
    Address of(UUID account, @Nullable String channel, String userId, String sessionId) {
        Channel named = channel(channel);
        UUID inbox =
                inboxes.of(account, named).orElseThrow(() -> Problem.field("channel", "has no inbox in this account"));
        return new Address(inbox, named, named == Channel.WEB ? userId + "|" + sessionId : userId, sessionId);
    }

    private static Channel channel(@Nullable String name) {
        if (name == null) {
            return Channel.WEB;
        }
        return Arrays.stream(Channel.values())
                .filter(channel -> channel != Channel.UNKNOWN && channel.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.field("channel", "is not a channel"));
    }
}
