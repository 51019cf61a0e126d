package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.gateway.feed.ConversationReader;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.presence.Presence;
import java.time.Clock;
import java.time.Instant;

/// What every channel uses.
record PhoenixParts(
        Feed feed,
        ConversationReader conversations,
        Participants participants,
        Presence presence,
        Rejoins rejoins,
        ParticipantSettings limits,
        PhoenixSettings settings,
        Clock clock) {
    Instant now() {
        return clock.instant();
    }

    long longestText() {
        return limits.longestText().toBytes();
    }
}
