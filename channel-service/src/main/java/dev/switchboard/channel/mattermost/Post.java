package dev.switchboard.channel.mattermost;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.channel.channel.Outbound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A post of the REST API.
///
/// @param rootId the post that its thread began with; empty for a thread's first
/// @param pendingPostId Mattermost takes no two posts under the same
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
record Post(
        @Nullable String id,
        @Nullable String userId,
        @Nullable String channelId,
        @Nullable String rootId,
        @Nullable String message,
        @Nullable String pendingPostId,
        @Nullable Props props) {
    static Post of(Outbound message, String channelId, String rootId) {
        return new Post(
                null,
                null,
                channelId,
                rootId,
                message.textWithLink(),
                message.id().toString(),
                null);
    }

    boolean byMachine() {
        return props != null && (props.fromBot() != null || props.fromWebhook() != null);
    }

    record Props(
            @JsonProperty("from_bot") @Nullable String fromBot,
            @JsonProperty("from_webhook") @Nullable String fromWebhook) {}
}
