package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// A WhatsApp Business account as its inbox knows it.
///
/// @param appSecret signs Meta's webhooks
/// @param verifyToken Meta shows it when the webhook's address is set up
/// @param accessToken authorises our messages
record WhatsappSettings(
        @Pattern(regexp = "\\d{1,32}", message = "must be digits") @NotBlank
        String phoneNumberId,

        @NotBlank String appSecret,
        @NotBlank String verifyToken,
        @NotBlank String accessToken)
        implements ProviderSettings {
    static final String PROVIDER = "whatsapp";

    @Override
    public String externalId() {
        return phoneNumberId;
    }

    @Override
    public String lookupToken() {
        return verifyToken;
    }

    @Override
    public String toString() {
        return "WhatsappSettings[phoneNumberId=" + phoneNumberId + "]";
    }
}
