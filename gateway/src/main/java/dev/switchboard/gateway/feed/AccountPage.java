package dev.switchboard.gateway.feed;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What conversation-service answers to a reader of an account's feed.
///
/// @param recovered false when more is missing than is sent again; then there are no facts
/// @param facts in order of `pos`
record AccountPage(long last, boolean recovered, List<Entry> facts) {
    record Entry(long pos, String topic, JsonNode fact) {}

    /// The `pos` before the first of the page, or the last of all where it is empty.
    long before() {
        return facts.isEmpty() ? last : facts.getFirst().pos() - 1;
    }
}
