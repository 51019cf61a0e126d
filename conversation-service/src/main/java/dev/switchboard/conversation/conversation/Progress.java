package dev.switchboard.conversation.conversation;

import java.time.Instant;

/// How far a conversation has come: `version` counts every fact of it, `lastSeq` its messages.
public record Progress(long version, long lastSeq, Instant lastActivityAt, long seenByCustomer, long seenByDesk) {
    static Progress begin(Instant at) {
        return new Progress(0, 0, at, 0, 0);
    }

    Progress changed() {
        return new Progress(version + 1, lastSeq, lastActivityAt, seenByCustomer, seenByDesk);
    }

    Progress recorded(Instant at) {
        Instant latest = at.isAfter(lastActivityAt) ? at : lastActivityAt;
        return new Progress(version + 1, lastSeq + 1, latest, seenByCustomer, seenByDesk);
    }

    Progress seenByCustomer(long seq) {
        return new Progress(version + 1, lastSeq, lastActivityAt, seq, seenByDesk);
    }

    Progress seenByDesk(long seq) {
        return new Progress(version + 1, lastSeq, lastActivityAt, seenByCustomer, seq);
    }
}
