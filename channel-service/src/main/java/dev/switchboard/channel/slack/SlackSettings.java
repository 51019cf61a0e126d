package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A channel of a Slack workspace as its inbox knows it.
///
/// @param botUser our own user there, whose messages are not told again
/// @param botToken authorises our messages
/// @param signingSecret signs Slack's events
/// @param teamName for people; absent where nobody told it
record SlackSettings(
        @Pattern(regexp = "[TE]\\w{1,31}", message = "must be a workspace's id, like T0DEMO") @NotBlank
        String team,

        @Pattern(regexp = "[CG]\\w{1,31}", message = "must be a channel's id, like C0DEMO") @NotBlank
        String channel,

        @NotBlank String botUser,
        @NotBlank String botToken,
        @NotBlank String signingSecret,
        @Nullable String teamName)
        implements ProviderSettings {
    static final String PROVIDER = "slack";

    static String externalId(String team, String channel) {
        return team + "/" + channel;
    }

    @Override
    public String externalId() {
        return externalId(team, channel);
    }

    @Override
    public String toString() {
        return "SlackSettings[team=" + team + ", channel=" + channel + "]";
    }
}
