package dev.switchboard.channel.mattermost;

import org.jspecify.annotations.Nullable;

/// A thread of a channel, as an address names it: `channel:root`.
record MattermostThread(String channelId, String rootId) {
    static @Nullable MattermostThread of(@Nullable String thread) {
        int colon = thread == null ? -1 : thread.indexOf(':');
        return thread == null || colon < 1
                ? null
                : new MattermostThread(thread.substring(0, colon), thread.substring(colon + 1));
    }

    String asText() {
        return channelId + ":" + rootId;
    }
}
