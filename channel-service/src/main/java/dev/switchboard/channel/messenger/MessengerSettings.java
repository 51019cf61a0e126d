package dev.switchboard.channel.messenger;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// A Facebook page as its inbox knows it.
///
/// @param appSecret signs Meta's webhooks
/// @param verifyToken Meta shows it when the webhook's address is set up
/// @param accessToken the page's; authorises our messages
record MessengerSettings(
        @Pattern(regexp = "\\d{1,32}", message = "must be digits") @NotBlank
        String pageId,

        @NotBlank String appSecret,
        @NotBlank String verifyToken,
        @NotBlank String accessToken)
        implements ProviderSettings {
    static final String PROVIDER = "messenger";

    @Override
    public String externalId() {
        return pageId;
    }

    @Override
    public String lookupToken() {
        return verifyToken;
    }

    @Override
    public String toString() {
        return "MessengerSettings[pageId=" + pageId + "]";
    }
}
