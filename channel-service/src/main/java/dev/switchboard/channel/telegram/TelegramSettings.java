package dev.switchboard.channel.telegram;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// A bot of Telegram as its inbox knows it.
///
/// @param botToken authorises our calls
/// @param secretToken given to `setWebhook`; Telegram sends it with every update
record TelegramSettings(
        @NotBlank
        @Pattern(
                regexp = "[0-9]{1,20}:[\\w-]{1,200}",
                message = "must be a bot's token: its number, a colon and a secret")
        String botToken,

        @Pattern(regexp = "[\\w-]{1,256}", message = "must be 1 to 256 letters, digits, _ and -") @NotBlank
        String secretToken)
        implements ProviderSettings {
    static final String PROVIDER = "telegram";

    /// The bot's number, which stands before the colon; of a text that is no token nothing.
    @Override
    public String externalId() {
        return botToken.substring(0, Math.max(0, botToken.indexOf(':')));
    }

    @Override
    public String lookupToken() {
        return secretToken;
    }

    @Override
    public String toString() {
        return "TelegramSettings[bot=" + externalId() + "]";
    }
}
