package dev.switchboard.channel.x;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// An account on X as its inbox knows it.
///
/// @param consumerSecret signs X's webhooks, and our answers to its challenges
/// @param accessToken the user's, of OAuth 2.0 with `dm.write`; authorises our messages
record XSettings(
        @Pattern(regexp = "\\d{1,32}", message = "must be digits") @NotBlank
        String userId,

        @NotBlank String consumerSecret,
        @NotBlank String accessToken)
        implements ProviderSettings {
    static final String PROVIDER = "x";

    @Override
    public String externalId() {
        return userId;
    }

    @Override
    public String toString() {
        return "XSettings[userId=" + userId + "]";
    }
}
