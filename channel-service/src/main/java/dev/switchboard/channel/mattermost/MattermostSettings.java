package dev.switchboard.channel.mattermost;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// An outgoing webhook of a Mattermost server, and a bot there, as an inbox knows them.
///
/// @param serverUrl where its REST API is, without `/api/v4`
/// @param token the outgoing webhook's; comes with every post
/// @param botToken authorises our posts
record MattermostSettings(
        @Pattern(regexp = "https?://[^\\s/]+(/[^\\s]*)?", message = "must begin with http:// or https://") @NotBlank
        String serverUrl,

        @NotBlank String token,
        @NotBlank String botToken)
        implements ProviderSettings {
    static final String PROVIDER = "mattermost";

    /// Mattermost names no account; the token does. This keeps two inboxes from having the same one.
    @Override
    public String externalId() {
        return serverUrl + "#" + Integer.toHexString(token.hashCode());
    }

    @Override
    public String lookupToken() {
        return token;
    }

    @Override
    public String toString() {
        return "MattermostSettings[serverUrl=" + serverUrl + "]";
    }
}
