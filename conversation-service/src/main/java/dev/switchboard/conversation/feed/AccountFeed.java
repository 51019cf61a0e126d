package dev.switchboard.conversation.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/// What an account's agents have missed, in the order in which it was sent; `pos` is gap-free in the account.
///
/// @param last the account's last `pos`, 0 where nothing was told yet
/// @param recovered false when more is missing than is sent again, or than is kept: the reader reloads
record AccountFeed(long last, boolean recovered, List<Told> facts) {
    /// @param fact the fact's JSON as Kafka has it
    record Told(
            long pos,
            String topic,
            String type,
            @JsonRawValue String fact) {}

    static AccountFeed at(long last) {
        return new AccountFeed(last, true, List.of());
    }

    static AccountFeed lost(long last) {
        return new AccountFeed(last, false, List.of());
    }
}
