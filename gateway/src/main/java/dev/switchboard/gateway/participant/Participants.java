package dev.switchboard.gateway.participant;

import dev.switchboard.gateway.feed.Feed;
import java.time.Clock;
import java.time.Instant;

/// What every visitor and agent uses.
public final class Participants {
    private final Feed feed;
    private final FactPublisher publisher;
    private final DeskClient desk;
    private final ParticipantSettings settings;
    private final ParticipantMeters meters;
    private final Backlog backlog;
    private final Clock clock;

    Participants(
            Feed feed,
            FactPublisher publisher,
            DeskClient desk,
            ParticipantSettings settings,
            ParticipantMeters meters,
            Backlog backlog,
            Clock clock) {
        this.feed = feed;
        this.publisher = publisher;
        this.desk = desk;
        this.settings = settings;
        this.meters = meters;
        this.backlog = backlog;
        this.clock = clock;
    }

    Feed feed() {
        return feed;
    }

    FactPublisher publisher() {
        return publisher;
    }

    DeskClient desk() {
        return desk;
    }

    ParticipantSettings settings() {
        return settings;
    }

    ParticipantMeters meters() {
        return meters;
    }

    Backlog backlog() {
        return backlog;
    }

    Instant now() {
        return clock.instant();
    }
}
