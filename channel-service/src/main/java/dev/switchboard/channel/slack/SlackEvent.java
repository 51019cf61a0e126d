package dev.switchboard.channel.slack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What Slack's Events API posts, as far as it is read.
@JsonNaming(SnakeCaseStrategy.class)
record SlackEvent(
        @Nullable String type,
        @Nullable String challenge,
        @Nullable String teamId,
        @Nullable String eventId,
        @Nullable Event event) {
    static final String VERIFICATION = "url_verification";

    boolean verifiesAddress() {
        return VERIFICATION.equals(type);
    }

    /// @param ts the message's time, which is its id in the channel
    /// @param threadTs the `ts` of the message that its thread began with
    /// @param parentUserId who wrote that one
    @JsonNaming(SnakeCaseStrategy.class)
    record Event(
            @Nullable String type,
            @Nullable String subtype,
            @Nullable String channel,
            @Nullable String user,
            @Nullable String botId,
            @Nullable String text,
            @Nullable String ts,
            @Nullable String threadTs,
            @Nullable String parentUserId,
            @Nullable List<File> files) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record File(
            @Nullable String name,
            @Nullable String mimetype,
            @Nullable String urlPrivateDownload) {}
}
